-- A quarter hour is 900,000 ms of UTC. The counters follow the rows inside the same statement, so they cannot drift apart;
-- deleting old hits leaves the counters alone.
CREATE TRIGGER `hits_counted` AFTER INSERT ON `hits` BEGIN
	INSERT INTO `hit_quarters` (`profile_id`, `quarter`, `block_id`, `kind`, `bucket`, `hits`)
	VALUES (new.`profile_id`, new.`at` / 900000, new.`block_id`, new.`kind`, new.`bucket`, 1)
	ON CONFLICT DO UPDATE SET `hits` = `hits` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `hits_settled` AFTER UPDATE OF `bucket` ON `hits` WHEN old.`bucket` <> new.`bucket` BEGIN
	UPDATE `hit_quarters` SET `hits` = `hits` - 1
	WHERE `profile_id` = old.`profile_id` AND `quarter` = old.`at` / 900000 AND `block_id` = old.`block_id`
		AND `kind` = old.`kind` AND `bucket` = old.`bucket`;
	DELETE FROM `hit_quarters`
	WHERE `profile_id` = old.`profile_id` AND `quarter` = old.`at` / 900000 AND `block_id` = old.`block_id`
		AND `kind` = old.`kind` AND `bucket` = old.`bucket` AND `hits` = 0;
	INSERT INTO `hit_quarters` (`profile_id`, `quarter`, `block_id`, `kind`, `bucket`, `hits`)
	VALUES (new.`profile_id`, new.`at` / 900000, new.`block_id`, new.`kind`, new.`bucket`, 1)
	ON CONFLICT DO UPDATE SET `hits` = `hits` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `visitors_counted` AFTER INSERT ON `visitors` BEGIN
	INSERT INTO `visitor_quarters` (`profile_id`, `quarter`, `visitors`)
	VALUES (new.`profile_id`, new.`first_at` / 900000, 1)
	ON CONFLICT DO UPDATE SET `visitors` = `visitors` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `visitors_moved` AFTER UPDATE OF `first_at` ON `visitors`
WHEN old.`first_at` / 900000 <> new.`first_at` / 900000 BEGIN
	UPDATE `visitor_quarters` SET `visitors` = `visitors` - 1
	WHERE `profile_id` = old.`profile_id` AND `quarter` = old.`first_at` / 900000;
	DELETE FROM `visitor_quarters`
	WHERE `profile_id` = old.`profile_id` AND `quarter` = old.`first_at` / 900000 AND `visitors` = 0;
	INSERT INTO `visitor_quarters` (`profile_id`, `quarter`, `visitors`)
	VALUES (new.`profile_id`, new.`first_at` / 900000, 1)
	ON CONFLICT DO UPDATE SET `visitors` = `visitors` + 1;
END;
