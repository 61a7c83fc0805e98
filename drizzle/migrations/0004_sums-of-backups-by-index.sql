DROP INDEX "backups_hub";--> statement-breakpoint
CREATE INDEX "backups_hub" ON "backups" USING btree ("hub_id","container_id","state","created","size") WHERE "backups"."state" <> 'deleted';