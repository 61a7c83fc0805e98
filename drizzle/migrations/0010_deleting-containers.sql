ALTER TABLE "containers" ADD COLUMN "gone_from_ms" bigint;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "engine_id" text;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "delete_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "delete_due" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "delete_plan" jsonb;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "docker_removed" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "engine_id" text;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "watched_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "watched_since" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "containers_leaving" ON "containers" USING btree ("host_id") WHERE "containers"."delete_requested" is not null and "containers"."deleted" is null;