import { type SQL, sql as sqlText } from "drizzle-orm";
import postgres from "postgres";

const lockName = "host ";

/** In SQL: whether a worker serves the host of that id (a uuid expression) just now. */
export function isServed(hostId: SQL): SQL {
  return sqlText`exists (select 1 from pg_locks held
    where held.locktype = 'advisory' and held.objsubid = 1 and held.granted
      and held.database = (select oid from pg_database where datname = current_database())
      and ((held.classid::bigint << 32) | held.objid::bigint)
        = hashtextextended(${lockName} || ${hostId}::text, 0))`;
}

/**
 * Waits until this process alone serves the host: a session-wide advisory lock on a connection of its
 * own, which PostgreSQL frees when the process dies, however it dies. Whoever holds it knows that any
 * other run marked as running has lost its worker. `onLost` is called when the connection breaks:
 * another worker may hold the lock then, so the process must end.
 */
export async function holdHost(
  databaseUrl: string,
  hostId: string,
  onLost: () => void,
): Promise<{ release(): Promise<void> }> {
  let held = false;
  let released = false;
  const sql = postgres(databaseUrl, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connection: { application_name: "holdfast-worker-lock" },
    onclose: () => {
      if (held && !released) onLost();
    },
  });
  await sql`select pg_advisory_lock(hashtextextended(${lockName + hostId}, 0))`;
  held = true;
  return {
    async release() {
      released = true;
      await sql.end({ timeout: 1 });
    },
  };
}
