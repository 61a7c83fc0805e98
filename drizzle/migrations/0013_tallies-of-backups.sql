CREATE TABLE "backup_tallies" (
	"hub_id" uuid NOT NULL,
	"container_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"state" text NOT NULL,
	"count" integer NOT NULL,
	"size" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "backup_tallies_hub" ON "backup_tallies" USING btree ("hub_id","container_id");--> statement-breakpoint
CREATE FUNCTION "tally_backups"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO "backup_tallies" ("hub_id", "container_id", "integration_id", "state", "count", "size")
		SELECT "hub_id", "container_id", "integration_id", "state", count(*), coalesce(sum("size"), 0)
		FROM "after" WHERE "state" <> 'deleted' GROUP BY 1, 2, 3, 4;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO "backup_tallies" ("hub_id", "container_id", "integration_id", "state", "count", "size")
		SELECT "hub_id", "container_id", "integration_id", "state", -count(*), -coalesce(sum("size"), 0)
		FROM "before" WHERE "state" <> 'deleted' GROUP BY 1, 2, 3, 4;
	ELSE
		INSERT INTO "backup_tallies" ("hub_id", "container_id", "integration_id", "state", "count", "size")
		SELECT "hub_id", "container_id", "integration_id", "state", sum(n), sum(bytes)
		FROM (
			SELECT "hub_id", "container_id", "integration_id", "state", 1 AS n, coalesce("size", 0) AS bytes FROM "after"
			UNION ALL
			SELECT "hub_id", "container_id", "integration_id", "state", -1, -coalesce("size", 0) FROM "before"
		) changed
		WHERE "state" <> 'deleted' GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0 OR sum(bytes) <> 0;
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "backups_inserted" AFTER INSERT ON "backups" REFERENCING NEW TABLE AS "after" FOR EACH STATEMENT EXECUTE FUNCTION "tally_backups"();
--> statement-breakpoint
CREATE TRIGGER "backups_updated" AFTER UPDATE ON "backups" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after" FOR EACH STATEMENT EXECUTE FUNCTION "tally_backups"();
--> statement-breakpoint
CREATE TRIGGER "backups_removed" AFTER DELETE ON "backups" REFERENCING OLD TABLE AS "before" FOR EACH STATEMENT EXECUTE FUNCTION "tally_backups"();
--> statement-breakpoint
-- The triggers hold off other writers until this is committed.
INSERT INTO "backup_tallies" ("hub_id", "container_id", "integration_id", "state", "count", "size")
SELECT "hub_id", "container_id", "integration_id", "state", count(*), coalesce(sum("size"), 0)
FROM "backups" WHERE "state" <> 'deleted' GROUP BY 1, 2, 3, 4;
