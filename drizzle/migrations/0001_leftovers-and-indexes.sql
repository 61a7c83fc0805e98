ALTER TABLE "backups" ADD COLUMN "leftovers" text;--> statement-breakpoint
CREATE INDEX "backups_hub" ON "backups" USING btree ("hub_id","container_id") WHERE "backups"."state" <> 'deleted';--> statement-breakpoint
CREATE INDEX "backups_integration" ON "backups" USING btree ("integration_id") WHERE "backups"."state" <> 'deleted';--> statement-breakpoint
CREATE INDEX "backups_deleting" ON "backups" USING btree ("host_id","delete_due") WHERE "backups"."state" = 'deleting';--> statement-breakpoint
CREATE INDEX "backups_leftovers" ON "backups" USING btree ("host_id") WHERE "backups"."leftovers" is not null;