ALTER TABLE "sweeps" ADD COLUMN "host_id" uuid;--> statement-breakpoint
ALTER TABLE "unknown_objects" ADD COLUMN "made" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "unknown_objects" ADD COLUMN "problem" text;--> statement-breakpoint
ALTER TABLE "unknown_objects" ADD COLUMN "seen" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "unknown_objects" ADD COLUMN "import_requested" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_host_id_hosts_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."hosts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backups_path" ON "backups" USING btree ("integration_id","path" collate "C") WHERE "backups"."path" is not null;--> statement-breakpoint
CREATE INDEX "unknown_objects_list" ON "unknown_objects" USING btree ("integration_id","created" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "unknown_objects_unread" ON "unknown_objects" USING btree ("integration_id","id") WHERE "unknown_objects"."manifest" is null and "unknown_objects"."problem" is null;--> statement-breakpoint
CREATE INDEX "unknown_objects_import" ON "unknown_objects" USING btree ("integration_id","made" DESC NULLS LAST,"id") WHERE "unknown_objects"."import_requested" is not null;