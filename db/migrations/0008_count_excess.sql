CREATE TABLE `excess` (
	`profile_id` integer NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` integer NOT NULL,
	`hits` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `host_visitors` (
	`profile_id` integer NOT NULL,
	`channel` integer NOT NULL,
	`visitor` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `channel`, `visitor`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `new_words` (
	`profile_id` integer NOT NULL,
	`day` integer NOT NULL,
	`words` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
-- Hosts that were shown before visitors were looked at: three hits were enough, and whose they were is no longer known for all.
INSERT INTO `host_visitors` (`profile_id`, `channel`, `visitor`)
SELECT `profile_id`, `value`, `column1` FROM (
	SELECT `profile_id`, `value` FROM `rollups` WHERE `dimension` = 2 AND `grain` = 1 GROUP BY 1, 2 HAVING sum(`hits`) >= 3
) JOIN `words` ON `words`.`id` = `value` AND `text` LIKE 'host:%' JOIN (VALUES (-1), (-2), (-3));
