import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { openDatabase } from "#lib/db/client";
import { StartError } from "#lib/start/start-error";

const pauseMs = 100;

/**
 * Waits until the database answers.
 *
 * @param giveUp asked before each try; throws when there is nothing to wait for any more
 * @throws the last error after `limitMs`, or when `signal` aborts
 */
export async function waitForDatabase(
  url: string,
  { limitMs, signal, giveUp }: { limitMs: number; signal: AbortSignal; giveUp: () => void },
): Promise<void> {
  for (const end = performance.now() + limitMs; ; ) {
    giveUp();
    const error = await ask(url);
    if (error === null) return;
    if (performance.now() > end) throw error;
    await sleep(pauseMs, undefined, { signal });
  }
}

/** Makes the database `name` on the server at `url` where it is missing. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const { db, close } = openDatabase(url, { max: 1 });
  try {
    const found = await db.execute(sql`select 1 from pg_database where datname = ${name}`);
    if (found.length === 0) await db.execute(sql`create database ${sql.identifier(name)}`);
  } finally {
    await close();
  }
}

/**
 * Makes sure that the PostgreSQL of `DATABASE_URL` can be used.
 *
 * @throws StartError that says what is wrong with it; never shows the password
 */
export async function requireDatabase(url: string): Promise<void> {
  const error = await ask(url);
  if (error === null) return;
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname}:${port || 5432}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: Record<string, string> = {
    ECONNREFUSED: `nothing listens at ${place}`,
    ENOTFOUND: `there is no host named ${hostname}`,
    EAI_AGAIN: `the name ${hostname} cannot be looked up`,
    CONNECT_TIMEOUT: `${place} does not answer`,
    CONNECTION_CLOSED: `${place} closes the connection: it may not be PostgreSQL, or want TLS (?sslmode=require)`,
    "28P01": `${place} refuses the password of the user "${decodeURIComponent(username)}"`,
    "28000": `${place} does not let the user "${decodeURIComponent(username)}" in`,
    "3D000": `${place} has no database named "${decodeURIComponent(pathname.slice(1))}"`,
  };
  const said = error instanceof Error ? error.message : String(error);
  throw new StartError(
    `DATABASE_URL cannot be used: ${reasons[code] ?? said}. Set it right, or leave it out to use the embedded PostgreSQL.`,
  );
}

/** What went wrong with one query, or null. */
async function ask(url: string): Promise<unknown> {
  const { sql: connection, close } = openDatabase(url, { max: 1 });
  try {
    await connection`select 1`;
    return null;
  } catch (error) {
    return error;
  } finally {
    await close();
  }
}
