CREATE TABLE "invites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hub_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"creator" text NOT NULL,
	"created" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_seen" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "users" SET "last_seen" = (SELECT max("last_seen") FROM "sessions" WHERE "user_id" = "users"."id");--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_hub_id_hubs_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."hubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invites_token" ON "invites" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invites_email" ON "invites" USING btree ("hub_id",lower("email"));--> statement-breakpoint
CREATE INDEX "activity_actor" ON "activity" USING btree ("hub_id","actor_id","created" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "activity_container" ON "activity" USING btree ("hub_id","container_id","created" DESC NULLS LAST,"id" DESC NULLS LAST);