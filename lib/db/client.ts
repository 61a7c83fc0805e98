import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { hideValuesInErrors } from "#lib/db/query-failure";

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

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
    connection: { application_name: "holdfast" },
  });
  return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) };
}
