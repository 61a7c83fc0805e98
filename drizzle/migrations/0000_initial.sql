CREATE TABLE "activity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"actor_id" uuid,
	"actor" text NOT NULL,
	"event" text NOT NULL,
	"container_id" uuid,
	"backup_id" uuid,
	"subject" text DEFAULT '' NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "backup_configs" (
	"container_id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"backup_command" text NOT NULL,
	"backup_timeout" text NOT NULL,
	"restore_command" text,
	"restore_timeout" text NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "backups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"container_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"instance_name" text NOT NULL,
	"integration_id" uuid NOT NULL,
	"host_id" uuid NOT NULL,
	"state" text NOT NULL,
	"state_changed" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"error_code" text,
	"error_message" text,
	"trigger" text NOT NULL,
	"command" text NOT NULL,
	"timeout_seconds" integer NOT NULL,
	"exit_code" integer,
	"path" text,
	"version_id" text,
	"manifest_path" text,
	"manifest_version_id" text,
	"size" bigint,
	"original_size" bigint,
	"compression" text,
	"sha256" text,
	"parts" jsonb,
	"pinned" boolean DEFAULT false NOT NULL,
	"creator_id" uuid,
	"docker_id" text,
	"exec_pid" integer,
	"cancel_requested" timestamp (3) with time zone,
	"delete_tries" integer DEFAULT 0 NOT NULL,
	"delete_due" timestamp (3) with time zone,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started" timestamp (3) with time zone,
	"finished" timestamp (3) with time zone,
	"deleted" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "containers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"host_id" uuid NOT NULL,
	"key" text NOT NULL,
	"identifier" text NOT NULL,
	"name" text NOT NULL,
	"environment" text NOT NULL,
	"environment_kind" text NOT NULL,
	"image" text NOT NULL,
	"command" text DEFAULT '' NOT NULL,
	"stateful_detected" boolean NOT NULL,
	"stateful_override" boolean,
	"state" text NOT NULL,
	"mounts" jsonb NOT NULL,
	"ports" jsonb NOT NULL,
	"gone_since" timestamp (3) with time zone,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started" timestamp (3) with time zone,
	"deleted" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "hosts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"error" text,
	"engine_version" text,
	"last_seen" timestamp (3) with time zone,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hubs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"container_id" uuid NOT NULL,
	"slot" text NOT NULL,
	"docker_id" text NOT NULL,
	"name" text NOT NULL,
	"image" text NOT NULL,
	"image_id" text NOT NULL,
	"state" text NOT NULL,
	"health" text,
	"exit_code" integer,
	"started" timestamp (3) with time zone,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "integrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"name" text NOT NULL,
	"vendor" text NOT NULL,
	"settings" jsonb NOT NULL,
	"sealed_secret" text,
	"state" text NOT NULL,
	"state_changed" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"error" text,
	"verified" timestamp (3) with time zone,
	"creator_id" uuid,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"queue" text NOT NULL,
	"action" text NOT NULL,
	"caption" text NOT NULL,
	"state" text NOT NULL,
	"error" text,
	"creator_id" uuid,
	"backup_id" uuid,
	"restore_id" uuid,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started" timestamp (3) with time zone,
	"completed" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "logs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"container_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"backup_id" uuid NOT NULL,
	"restore_id" uuid,
	"type" text NOT NULL,
	"source" text DEFAULT 'stderr' NOT NULL,
	"log" text DEFAULT '' NOT NULL,
	"total_bytes" bigint DEFAULT 0 NOT NULL,
	"cut_bytes" bigint DEFAULT 0 NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"hub_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_hub_id_user_id_pk" PRIMARY KEY("hub_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "restores" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"container_id" uuid NOT NULL,
	"backup_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"instance_name" text NOT NULL,
	"host_id" uuid NOT NULL,
	"state" text NOT NULL,
	"state_changed" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"error_code" text,
	"error_message" text,
	"command" text NOT NULL,
	"timeout_seconds" integer NOT NULL,
	"exit_code" integer,
	"fed_bytes" bigint DEFAULT 0 NOT NULL,
	"creator_id" uuid,
	"docker_id" text,
	"exec_pid" integer,
	"cancel_requested" timestamp (3) with time zone,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started" timestamp (3) with time zone,
	"finished" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "setup_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"session_epoch" integer DEFAULT 0 NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_configs" ADD CONSTRAINT "backup_configs_container_id_containers_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."containers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_configs" ADD CONSTRAINT "backup_configs_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_configs" ADD CONSTRAINT "backup_configs_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_container_id_containers_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."containers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_host_id_hosts_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."hosts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "containers" ADD CONSTRAINT "containers_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "containers" ADD CONSTRAINT "containers_host_id_hosts_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."hosts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instances" ADD CONSTRAINT "instances_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instances" ADD CONSTRAINT "instances_container_id_containers_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."containers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logs" ADD CONSTRAINT "logs_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logs" ADD CONSTRAINT "logs_backup_id_backups_id_fk" FOREIGN KEY ("backup_id") REFERENCES "public"."backups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logs" ADD CONSTRAINT "logs_restore_id_restores_id_fk" FOREIGN KEY ("restore_id") REFERENCES "public"."restores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_container_id_containers_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."containers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_backup_id_backups_id_fk" FOREIGN KEY ("backup_id") REFERENCES "public"."backups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_host_id_hosts_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."hosts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_list" ON "activity" USING btree ("hub_id","created" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "backups_list" ON "backups" USING btree ("container_id","created" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "backups"."state" <> 'deleted';--> statement-breakpoint
CREATE INDEX "backups_queue" ON "backups" USING btree ("host_id","created") WHERE "backups"."state" = 'queued';--> statement-breakpoint
CREATE UNIQUE INDEX "backups_one_per_instance" ON "backups" USING btree ("instance_id") WHERE "backups"."state" = 'saving';--> statement-breakpoint
CREATE UNIQUE INDEX "containers_key" ON "containers" USING btree ("host_id","key");--> statement-breakpoint
CREATE INDEX "containers_hub" ON "containers" USING btree ("hub_id","identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "instances_slot" ON "instances" USING btree ("container_id","slot");--> statement-breakpoint
CREATE INDEX "instances_docker" ON "instances" USING btree ("docker_id");--> statement-breakpoint
CREATE UNIQUE INDEX "integrations_identifier" ON "integrations" USING btree ("hub_id","identifier") WHERE "integrations"."deleted" is null;--> statement-breakpoint
CREATE INDEX "jobs_backup" ON "jobs" USING btree ("backup_id");--> statement-breakpoint
CREATE INDEX "jobs_restore" ON "jobs" USING btree ("restore_id");--> statement-breakpoint
CREATE INDEX "logs_backup" ON "logs" USING btree ("backup_id","created");--> statement-breakpoint
CREATE INDEX "restores_list" ON "restores" USING btree ("container_id","created" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "restores_backup" ON "restores" USING btree ("backup_id");--> statement-breakpoint
CREATE INDEX "restores_queue" ON "restores" USING btree ("host_id","created") WHERE "restores"."state" = 'queued';--> statement-breakpoint
CREATE UNIQUE INDEX "restores_one_per_instance" ON "restores" USING btree ("instance_id") WHERE "restores"."state" = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));