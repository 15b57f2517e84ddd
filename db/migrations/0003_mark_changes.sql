CREATE TABLE `marks` (
	`profile_id` integer NOT NULL,
	`at` integer NOT NULL,
	`block_id` integer NOT NULL,
	`what` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `at`, `block_id`, `what`),
	FOREIGN KEY (`profile_id`) REFERENCES `profiles`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
