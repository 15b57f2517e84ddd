ALTER TABLE `sources` ADD `entries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `sources` SET `entries` = (SELECT count(*) FROM `conversions` WHERE `source_id` = `sources`.`id`);
