import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { hideValuesInErrors } from "#lib/db/query-failure";

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/**
 * A connection that breaks in the moment between a small write and its sending is never whole again in
 * postgres.js (3.4.9, https://github.com/porsager/postgres/issues/1208): it waits for that sending, and
 * each query on it fails after half a minute. A message of 1 KiB is sent at once and ends the wait, so
 * the first one of each connection is made that long. The server keeps the first 63 characters.
 */
const longName = "holdfast".padEnd(1024);

/**
 * Opens a pool of at most `max` connections to the PostgreSQL at `url`. No connection is made before
 * the first query; `sql` is the same pool for LISTEN and raw statements. No error of `db` shows a
 * statement's values.
 */
export function openDatabase(
  url: string,
  { max = 10 }: { max?: number } = {},
): { db: Database; sql: postgres.Sql; close(): Promise<void> } {
  hideValuesInErrors();
  const sql = postgres(url, {
    max,
    onnotice: () => {},
    connection: { application_name: longName },
    // Left to itself it waits up to 20 s once many connections have broken together.
    backoff: (tries) => Math.min(2, 0.1 * 2 ** tries),
  });
  return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) };
}
