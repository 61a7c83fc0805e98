CREATE TABLE "consoles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"container_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"instance_name" text NOT NULL,
	"docker_id" text NOT NULL,
	"actor_id" uuid,
	"actor" text NOT NULL,
	"shell" text,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"opened" timestamp (3) with time zone,
	"ended" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "consoles" ADD CONSTRAINT "consoles_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consoles" ADD CONSTRAINT "consoles_container_id_containers_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."containers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consoles" ADD CONSTRAINT "consoles_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consoles_hub" ON "consoles" USING btree ("hub_id");