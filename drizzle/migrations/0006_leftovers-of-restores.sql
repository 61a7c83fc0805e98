ALTER TABLE "restores" ADD COLUMN "leftovers" text;--> statement-breakpoint
CREATE INDEX "restores_leftovers" ON "restores" USING btree ("host_id") WHERE "restores"."leftovers" is not null;