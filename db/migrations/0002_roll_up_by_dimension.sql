CREATE TABLE `arrivals` (
	`id` text NOT NULL,
	`profile_id` integer NOT NULL,
	`block_id` integer NOT NULL,
	`kind` integer NOT NULL,
	`at` integer NOT NULL,
	`bucket` integer NOT NULL,
	`channel` integer,
	`country` integer,
	`device` integer NOT NULL,
	`app` integer NOT NULL,
	`referrer` integer,
	`visitor` integer
);
--> statement-breakpoint
CREATE TABLE `campaigns` (
	`profile_id` integer NOT NULL,
	`hit_id` text NOT NULL,
	`at` integer NOT NULL,
	`ttclid` text,
	`utm` text NOT NULL,
	PRIMARY KEY(`profile_id`, `hit_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `campaigns_at` ON `campaigns` (`at`);
--> statement-breakpoint
CREATE TABLE `counters` (
	`profile_id` integer PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`time_zone` text NOT NULL,
	`keep_months` integer DEFAULT 25 NOT NULL,
	`raw_from` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rollups` (
	`profile_id` integer NOT NULL,
	`dimension` integer NOT NULL,
	`grain` integer NOT NULL,
	`at` integer NOT NULL,
	`value` integer NOT NULL,
	`kind` integer NOT NULL,
	`bucket` integer NOT NULL,
	`hits` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `dimension`, `grain`, `at`, `value`, `kind`, `bucket`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `taps` (
	`day` integer NOT NULL,
	`visitor` integer NOT NULL,
	`block_id` integer NOT NULL,
	`kind` integer NOT NULL,
	`at` integer NOT NULL,
	`id` text NOT NULL,
	PRIMARY KEY(`day`, `visitor`, `block_id`, `kind`, `at`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `zone_offsets` (
	`zone` text NOT NULL,
	`quarter` integer NOT NULL,
	`offset` integer NOT NULL,
	PRIMARY KEY(`zone`, `quarter`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `words` (`text`) SELECT DISTINCT `country` FROM `hits` WHERE `country` IS NOT NULL ON CONFLICT DO NOTHING;
--> statement-breakpoint
CREATE TABLE `__new_hits` (
	`profile_id` integer NOT NULL,
	`id` text NOT NULL,
	`block_id` integer NOT NULL,
	`kind` integer NOT NULL,
	`at` integer NOT NULL,
	`bucket` integer NOT NULL,
	`channel` integer,
	`country` integer,
	`device` integer NOT NULL,
	`app` integer NOT NULL,
	`referrer` integer,
	`visitor` integer,
	PRIMARY KEY(`profile_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_hits` (`profile_id`, `id`, `block_id`, `kind`, `at`, `bucket`, `channel`, `country`, `device`, `app`, `referrer`, `visitor`)
SELECT `profile_id`, `id`, `block_id`, `kind`, `at`, `bucket`, `channel`, (SELECT `id` FROM `words` WHERE `text` = `country`), `device`, `app`, `referrer`, `visitor` FROM `hits`;
--> statement-breakpoint
DROP TABLE `hits`;
--> statement-breakpoint
ALTER TABLE `__new_hits` RENAME TO `hits`;
--> statement-breakpoint
INSERT INTO `taps` (`day`, `visitor`, `block_id`, `kind`, `at`, `id`)
SELECT `at` / 86400000, `visitor`, `block_id`, `kind`, `at`, `id` FROM `hits`
WHERE `visitor` IS NOT NULL AND `block_id` <> 0 AND `at` > (SELECT max(`at`) FROM `hits`) - 15 * 86400000;
--> statement-breakpoint
CREATE TABLE `__new_visitors` (
	`day` integer NOT NULL,
	`visitor` integer NOT NULL,
	`profile_id` integer NOT NULL,
	`first_at` integer NOT NULL,
	PRIMARY KEY(`day`, `visitor`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_visitors` (`day`, `visitor`, `profile_id`, `first_at`) SELECT `first_at` / 86400000, `visitor`, `profile_id`, `first_at` FROM `visitors`;
--> statement-breakpoint
DROP TABLE `visitors`;
--> statement-breakpoint
ALTER TABLE `__new_visitors` RENAME TO `visitors`;
--> statement-breakpoint
-- Dimensions: 0 total, 1 block, 2 channel, 3 country, 4 device, 5 app, 6 visitors. Grains: 0 quarter, 1 day.
INSERT INTO `rollups` (`profile_id`, `dimension`, `grain`, `at`, `value`, `kind`, `bucket`, `hits`)
SELECT `profile_id`, 0, 0, `quarter`, 0, `kind`, `bucket`, sum(`hits`) FROM `hit_quarters` GROUP BY 1, 4, 6, 7
UNION ALL SELECT `profile_id`, 1, 0, `quarter`, `block_id`, `kind`, `bucket`, `hits` FROM `hit_quarters` WHERE `block_id` <> 0
UNION ALL SELECT `profile_id`, 2, 0, `at` / 900000, coalesce(`channel`, 0), `kind`, 0, count(*) FROM `hits` WHERE `bucket` = 0 GROUP BY 1, 4, 5, 6
UNION ALL SELECT `profile_id`, 3, 0, `at` / 900000, coalesce(`country`, 0), `kind`, 0, count(*) FROM `hits` WHERE `bucket` = 0 GROUP BY 1, 4, 5, 6
UNION ALL SELECT `profile_id`, 4, 0, `at` / 900000, `device`, `kind`, 0, count(*) FROM `hits` WHERE `bucket` = 0 GROUP BY 1, 4, 5, 6
UNION ALL SELECT `profile_id`, 5, 0, `at` / 900000, `app`, `kind`, 0, count(*) FROM `hits` WHERE `bucket` = 0 GROUP BY 1, 4, 5, 6
UNION ALL SELECT `profile_id`, 6, 0, `quarter`, 0, 0, 0, `visitors` FROM `visitor_quarters`;
--> statement-breakpoint
DROP TABLE `hit_quarters`;
--> statement-breakpoint
DROP TABLE `visitor_quarters`;
--> statement-breakpoint
-- No zone yet: the clock's work reads it from the profile and cuts the days.
INSERT INTO `counters` (`profile_id`, `owner_id`, `time_zone`) SELECT `id`, `owner_id`, '' FROM `profiles`;
--> statement-breakpoint
-- A day is the sum of its quarter hours, cut by the clock of the profile's zone: both change in one statement and cannot drift apart.
CREATE TRIGGER `rollups_added` AFTER INSERT ON `rollups` WHEN new.`grain` = 0 BEGIN
	INSERT INTO `rollups` (`profile_id`, `dimension`, `grain`, `at`, `value`, `kind`, `bucket`, `hits`)
	VALUES (new.`profile_id`, new.`dimension`, 1,
		(new.`at` + coalesce((SELECT `offset` FROM `zone_offsets` JOIN `counters` ON `zone` = `time_zone`
			WHERE `counters`.`profile_id` = new.`profile_id` AND `quarter` <= new.`at` ORDER BY `quarter` DESC LIMIT 1), 0)) / 96,
		new.`value`, new.`kind`, new.`bucket`, new.`hits`)
	ON CONFLICT DO UPDATE SET `hits` = `hits` + excluded.`hits`;
END;
--> statement-breakpoint
CREATE TRIGGER `rollups_changed` AFTER UPDATE OF `hits` ON `rollups` WHEN new.`grain` = 0 BEGIN
	INSERT INTO `rollups` (`profile_id`, `dimension`, `grain`, `at`, `value`, `kind`, `bucket`, `hits`)
	VALUES (new.`profile_id`, new.`dimension`, 1,
		(new.`at` + coalesce((SELECT `offset` FROM `zone_offsets` JOIN `counters` ON `zone` = `time_zone`
			WHERE `counters`.`profile_id` = new.`profile_id` AND `quarter` <= new.`at` ORDER BY `quarter` DESC LIMIT 1), 0)) / 96,
		new.`value`, new.`kind`, new.`bucket`, new.`hits` - old.`hits`)
	ON CONFLICT DO UPDATE SET `hits` = `hits` + excluded.`hits`;
END;
--> statement-breakpoint
-- A row that counts nothing is no row: what was counted wrongly and put right leaves no trace.
CREATE TRIGGER `rollups_emptied` AFTER UPDATE OF `hits` ON `rollups` WHEN new.`hits` = 0 BEGIN
	DELETE FROM `rollups` WHERE `profile_id` = new.`profile_id` AND `dimension` = new.`dimension` AND `grain` = new.`grain`
		AND `at` = new.`at` AND `value` = new.`value` AND `kind` = new.`kind` AND `bucket` = new.`bucket`;
END;
--> statement-breakpoint
-- A tap that turns out to be a repeat, because the one before it was delivered later.
CREATE TRIGGER `hits_settled` AFTER UPDATE OF `bucket` ON `hits` WHEN old.`bucket` <> new.`bucket` BEGIN
	INSERT INTO `rollups` (`profile_id`, `dimension`, `grain`, `at`, `value`, `kind`, `bucket`, `hits`)
	SELECT old.`profile_id`, 0, 0, old.`at` / 900000, 0, old.`kind`, old.`bucket`, -1 WHERE true
	UNION ALL SELECT old.`profile_id`, 1, 0, old.`at` / 900000, old.`block_id`, old.`kind`, old.`bucket`, -1 WHERE old.`block_id` <> 0
	UNION ALL SELECT old.`profile_id`, 2, 0, old.`at` / 900000, coalesce(old.`channel`, 0), old.`kind`, 0, -1 WHERE old.`bucket` = 0
	UNION ALL SELECT old.`profile_id`, 3, 0, old.`at` / 900000, coalesce(old.`country`, 0), old.`kind`, 0, -1 WHERE old.`bucket` = 0
	UNION ALL SELECT old.`profile_id`, 4, 0, old.`at` / 900000, old.`device`, old.`kind`, 0, -1 WHERE old.`bucket` = 0
	UNION ALL SELECT old.`profile_id`, 5, 0, old.`at` / 900000, old.`app`, old.`kind`, 0, -1 WHERE old.`bucket` = 0
	ON CONFLICT DO UPDATE SET `hits` = `hits` + excluded.`hits`;
	INSERT INTO `rollups` (`profile_id`, `dimension`, `grain`, `at`, `value`, `kind`, `bucket`, `hits`)
	SELECT new.`profile_id`, 0, 0, new.`at` / 900000, 0, new.`kind`, new.`bucket`, 1 WHERE true
	UNION ALL SELECT new.`profile_id`, 1, 0, new.`at` / 900000, new.`block_id`, new.`kind`, new.`bucket`, 1 WHERE new.`block_id` <> 0
	UNION ALL SELECT new.`profile_id`, 2, 0, new.`at` / 900000, coalesce(new.`channel`, 0), new.`kind`, 0, 1 WHERE new.`bucket` = 0
	UNION ALL SELECT new.`profile_id`, 3, 0, new.`at` / 900000, coalesce(new.`country`, 0), new.`kind`, 0, 1 WHERE new.`bucket` = 0
	UNION ALL SELECT new.`profile_id`, 4, 0, new.`at` / 900000, new.`device`, new.`kind`, 0, 1 WHERE new.`bucket` = 0
	UNION ALL SELECT new.`profile_id`, 5, 0, new.`at` / 900000, new.`app`, new.`kind`, 0, 1 WHERE new.`bucket` = 0
	ON CONFLICT DO UPDATE SET `hits` = `hits` + excluded.`hits`;
END;
--> statement-breakpoint
-- A visitor who turns out to have come in an earlier quarter hour.
CREATE TRIGGER `visitors_moved` AFTER UPDATE OF `first_at` ON `visitors`
WHEN old.`first_at` / 900000 <> new.`first_at` / 900000 BEGIN
	INSERT INTO `rollups` (`profile_id`, `dimension`, `grain`, `at`, `value`, `kind`, `bucket`, `hits`)
	SELECT old.`profile_id`, 6, 0, old.`first_at` / 900000, 0, 0, 0, -1 WHERE true
	UNION ALL SELECT new.`profile_id`, 6, 0, new.`first_at` / 900000, 0, 0, 0, 1 WHERE true
	ON CONFLICT DO UPDATE SET `hits` = `hits` + excluded.`hits`;
END;
