CREATE TABLE `blocks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`public_id` text NOT NULL,
	`profile_id` integer NOT NULL,
	`kind` text NOT NULL,
	`position` integer NOT NULL,
	`content` text DEFAULT '' NOT NULL,
	`hidden_at` integer,
	`deleted_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `blocks_publicId_unique` ON `blocks` (`public_id`);--> statement-breakpoint
CREATE INDEX `blocks_profile` ON `blocks` (`profile_id`,`position`);--> statement-breakpoint
CREATE TABLE `coupons` (
	`block_id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`merchant` text NOT NULL,
	`offer` text DEFAULT '' NOT NULL,
	`url` text DEFAULT '' NOT NULL,
	`apply` text DEFAULT 'none' NOT NULL,
	`valid_from` integer,
	`valid_until` integer,
	FOREIGN KEY (`block_id`) REFERENCES `blocks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `links` (
	`block_id` integer PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`url` text NOT NULL,
	`kind` text NOT NULL,
	`merchant` text DEFAULT '' NOT NULL,
	`picture` text,
	FOREIGN KEY (`block_id`) REFERENCES `blocks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `conversion_revisions` (
	`id` integer PRIMARY KEY NOT NULL,
	`conversion_id` integer NOT NULL,
	`status` text NOT NULL,
	`amount` integer NOT NULL,
	`sale_amount` integer,
	`currency` text NOT NULL,
	`revised_at` integer NOT NULL,
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `conversion_revisions_of` ON `conversion_revisions` (`conversion_id`);--> statement-breakpoint
CREATE TABLE `conversions` (
	`id` integer PRIMARY KEY NOT NULL,
	`public_id` text NOT NULL,
	`profile_id` integer NOT NULL,
	`source_id` integer NOT NULL,
	`external_id` text NOT NULL,
	`event` text DEFAULT 'sale' NOT NULL,
	`block_id` integer,
	`hit_id` text,
	`merchant` text DEFAULT '' NOT NULL,
	`status` text NOT NULL,
	`amount` integer NOT NULL,
	`sale_amount` integer,
	`currency` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`deleted_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversions_publicId_unique` ON `conversions` (`public_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `conversions_once` ON `conversions` (`source_id`,`external_id`,`event`);--> statement-breakpoint
CREATE INDEX `conversions_time` ON `conversions` (`profile_id`,`occurred_at`);--> statement-breakpoint
CREATE TABLE `idempotent_answers` (
	`user_id` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer,
	`body` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `idempotent_answers_once` ON `idempotent_answers` (`user_id`,`key`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` integer PRIMARY KEY NOT NULL,
	`profile_id` integer NOT NULL,
	`door` text NOT NULL,
	`network` text DEFAULT '' NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_one` ON `sources` (`profile_id`,`door`,`network`,`name`);--> statement-breakpoint
CREATE TABLE `hit_quarters` (
	`profile_id` integer NOT NULL,
	`quarter` integer NOT NULL,
	`block_id` integer NOT NULL,
	`kind` integer NOT NULL,
	`bucket` integer NOT NULL,
	`hits` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `quarter`, `block_id`, `kind`, `bucket`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `hits` (
	`id` text PRIMARY KEY NOT NULL,
	`profile_id` integer NOT NULL,
	`block_id` integer NOT NULL,
	`kind` integer NOT NULL,
	`at` integer NOT NULL,
	`bucket` integer NOT NULL,
	`channel` integer,
	`country` text,
	`device` integer NOT NULL,
	`app` integer NOT NULL,
	`referrer` integer,
	`visitor` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `hits_visitor` ON `hits` (`visitor`,`block_id`,`at`) WHERE visitor is not null;--> statement-breakpoint
CREATE TABLE `salts` (
	`day` text PRIMARY KEY NOT NULL,
	`salt` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `visitor_quarters` (
	`profile_id` integer NOT NULL,
	`quarter` integer NOT NULL,
	`visitors` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `quarter`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `visitors` (
	`visitor` integer PRIMARY KEY NOT NULL,
	`profile_id` integer NOT NULL,
	`first_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `visitors_first` ON `visitors` (`first_at`);--> statement-breakpoint
CREATE TABLE `words` (
	`id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `words_text_unique` ON `words` (`text`);--> statement-breakpoint
CREATE TABLE `channels` (
	`profile_id` integer NOT NULL,
	`tag` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `tag`),
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `handles` (
	`key` text PRIMARY KEY NOT NULL,
	`profile_id` integer NOT NULL,
	`held_until` integer,
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `handles_profile` ON `handles` (`profile_id`);--> statement-breakpoint
CREATE TABLE `pictures` (
	`hash` text NOT NULL,
	`owner_id` text NOT NULL,
	`base64` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`hash`, `owner_id`),
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `profiles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`owner_id` text NOT NULL,
	`handle` text NOT NULL,
	`name` text NOT NULL,
	`bio` text DEFAULT '' NOT NULL,
	`language` text NOT NULL,
	`time_zone` text NOT NULL,
	`theme` text DEFAULT '{}' NOT NULL,
	`avatar` text,
	`hidden_at` integer,
	`is_demo` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `profiles_owner` ON `profiles` (`owner_id`);--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`id` integer PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_tokenHash_unique` ON `api_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `api_tokens_user` ON `api_tokens` (`user_id`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` integer PRIMARY KEY NOT NULL,
	`code_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_codeHash_unique` ON `invitations` (`code_hash`);--> statement-breakpoint
CREATE TABLE `password_resets` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `throttles` (
	`key` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`password_hash` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);