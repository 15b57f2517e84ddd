CREATE TABLE `departures` (
	`profile_id` integer PRIMARY KEY NOT NULL,
	`owner_id` text,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stat_links` (
	`id` integer PRIMARY KEY NOT NULL,
	`profile_id` integer NOT NULL,
	`secret_hash` text NOT NULL,
	`name` text NOT NULL,
	`range` text NOT NULL,
	`ends_on` text,
	`has_earnings` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stat_links_secretHash_unique` ON `stat_links` (`secret_hash`);
--> statement-breakpoint
CREATE INDEX `stat_links_profile` ON `stat_links` (`profile_id`);
--> statement-breakpoint
CREATE TABLE `__new_handles` (
	`key` text PRIMARY KEY NOT NULL,
	`profile_id` integer,
	`held_until` integer,
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_handles`("key", "profile_id", "held_until") SELECT "key", "profile_id", "held_until" FROM `handles`;
--> statement-breakpoint
DROP TABLE `handles`;
--> statement-breakpoint
ALTER TABLE `__new_handles` RENAME TO `handles`;
--> statement-breakpoint
CREATE INDEX `handles_profile` ON `handles` (`profile_id`);
