import { join } from "node:path";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "#lib/db/client";

const migrationsFolder = join(import.meta.dirname, "../../drizzle/migrations");

/**
 * Brings the database at `url` to the present schema. Of several that start at once one migrates
 * while the others wait.
 *
 * @throws what PostgreSQL said, when it cannot be reached or a migration fails (nothing of it stays)
 */
export async function migrateDatabase(url: string): Promise<void> {
  // One connection: the lock belongs to it and ends with it.
  const { db, close } = openDatabase(url, { max: 1 });
  try {
    await db.execute(sql`select pg_advisory_lock(hashtext('holdfast migrate'))`);
    await migrate(db, { migrationsFolder });
  } finally {
    await close();
  }
}
