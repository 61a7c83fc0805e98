CREATE TABLE "sweeps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"error" text,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"creator_id" uuid,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started" timestamp (3) with time zone,
	"finished" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "unknown_objects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"path" text NOT NULL,
	"version_id" text,
	"size" bigint NOT NULL,
	"modified" timestamp (3) with time zone,
	"manifest" jsonb,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "containers_key";--> statement-breakpoint
ALTER TABLE "backup_configs" ADD COLUMN "cron_string" text;--> statement-breakpoint
ALTER TABLE "backup_configs" ADD COLUMN "time_zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "backup_configs" ADD COLUMN "scheduled_instance_id" uuid;--> statement-breakpoint
ALTER TABLE "backup_configs" ADD COLUMN "schedule_seen" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "backup_configs" ADD COLUMN "retention" jsonb DEFAULT '{"age":"365d"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "due" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "not_before" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "verified" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "verify_requested" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "verify_started" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "verify_error" text;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "keep_backups" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "delete_requested" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "delete_volumes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "delete_error" text;--> statement-breakpoint
ALTER TABLE "hubs" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unknown_objects" ADD CONSTRAINT "unknown_objects_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unknown_objects" ADD CONSTRAINT "unknown_objects_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sweeps_list" ON "sweeps" USING btree ("integration_id","created" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "sweeps_one_at_a_time" ON "sweeps" USING btree ("integration_id") WHERE "sweeps"."state" in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "unknown_objects_path" ON "unknown_objects" USING btree ("integration_id","path");--> statement-breakpoint
ALTER TABLE "backup_configs" ADD CONSTRAINT "backup_configs_scheduled_instance_id_instances_id_fk" FOREIGN KEY ("scheduled_instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backups_live" ON "backups" USING btree ("container_id","created" DESC NULLS LAST) WHERE "backups"."state" = 'live';--> statement-breakpoint
CREATE INDEX "backups_verify" ON "backups" USING btree ("host_id","verify_requested") WHERE "backups"."verify_requested" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "backups_due" ON "backups" USING btree ("instance_id","due","attempt") WHERE "backups"."due" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "containers_key" ON "containers" USING btree ("host_id","key") WHERE "containers"."deleted" is null;