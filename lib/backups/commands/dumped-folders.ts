import { findLong, findShort } from "#lib/backups/commands/find-option";
import type { Tool } from "#lib/backups/commands/find-tool";

/** The data folders of the database that a command dumps, and whether it dumps all that lies there. */
export type DumpedFolders = { folders: string[]; isWhole: boolean };

// Where the official images, and Bitnami's, keep their data.
const mysql = ["/var/lib/mysql", "/bitnami/mysql", "/bitnami/mariadb"];
const postgres = ["/var/lib/postgresql", "/bitnami/postgresql"];
const mongo = ["/data/db", "/bitnami/mongodb"];
const redis = ["/data", "/bitnami/redis"];

const mysqlValued = "hPuSrwW";
const postgresValued = "dEefFhjnNpStTUZlD";
const mongoValued = "hdcupqo";
const redisValued = "hpasunrdI";
const here = /^(localhost|127\.0\.0\.1|::1|\/.*)$/;

/** What a program dumps of the database in its own container; null when it is no such dump. */
export function dumpedFolders({ name, args }: Tool): DumpedFolders | null {
  const has = (letter: string | null, long: string, valued: string) =>
    findLong(args, long, true) ?? (letter === null ? null : findShort(args, letter, valued));
  const isElsewhere = (letter: string, valued: string) => {
    const host = has(letter, "host", valued);
    return host !== null && !here.test(host.value ?? "");
  };
  if (name === "mysqldump" || name === "mariadb-dump") {
    if (isElsewhere("h", mysqlValued)) return null;
    const all = has("A", "all-databases", mysqlValued) !== null;
    const less =
      has("d", "no-data", mysqlValued) ??
      has("w", "where", mysqlValued) ??
      has(null, "ignore-table", mysqlValued);
    return { folders: mysql, isWhole: all && less === null };
  }
  if (name === "pg_dump" || name === "pg_dumpall" || name === "pg_basebackup") {
    if (isElsewhere("h", postgresValued)) return null;
    const less =
      findLong(args, "schema-only") ??
      findLong(args, "globals-only") ??
      findLong(args, "roles-only");
    return { folders: postgres, isWhole: name !== "pg_dump" && less === null };
  }
  if (name === "mongodump") {
    if (isElsewhere("h", mongoValued) || has(null, "uri", mongoValued)) return null;
    const less =
      has("d", "db", mongoValued) ??
      has("c", "collection", mongoValued) ??
      has("q", "query", mongoValued) ??
      has(null, "excludeCollection", mongoValued);
    return { folders: mongo, isWhole: less === null };
  }
  if (name === "redis-cli" && findLong(args, "rdb", true)) {
    const host = findShort(args, "h", redisValued) ?? findShort(args, "u", redisValued);
    return host && !here.test(host.value ?? "") ? null : { folders: redis, isWhole: true };
  }
  return null;
}
