import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { containers, hosts, instances } from "#drizzle/containers";
import type { HostLook } from "#lib/containers/types";
import { tickWatch } from "#lib/containers/watch-clock";
import type { Database, Transaction } from "#lib/db/client";
import type { Host } from "#lib/db/host-record";
import { announce } from "#lib/db/live-channel";
import { removeGone } from "#lib/db/remove-gone";
import { syncContainers } from "#lib/db/sync-containers";

type HostRow = typeof hosts.$inferSelect;

/**
 * Writes what a look at the host showed, all or nothing: that it answers, its containers, and that the
 * time of those that are gone has run out.
 *
 * @returns whether a removal has begun, and when the next one is due if nothing changes
 */
export function noteLook(
  db: Database,
  host: Host,
  look: HostLook,
  now = new Date(),
): Promise<{ begun: boolean; nextDue: Date | null }> {
  return db.transaction(async (tx) => {
    // Two looks at once would race on the same keys.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`sync ${host.id}`}))`);
    const [before] = await tx.select().from(hosts).where(eq(hosts.id, host.id));
    if (!before) return { begun: false, nextDue: null };
    const clock = tickWatch(before, now);
    const { engineId, engineVersion } = look;
    const isOther = before.engineId !== null && before.engineId !== engineId;
    if (isOther) clock.watchedSince = now;
    const after = { ...clock, engineId, engineVersion, state: "live" as const, error: null };
    await tx
      .update(hosts)
      .set({ ...after, updated: now })
      .where(eq(hosts.id, host.id));
    if (before.engineId !== engineId) await followEngine(tx, before, look, clock.watchedMs);
    await syncContainers(tx, host, look, { ...clock, engineId, now });
    if (before.state !== "live" || before.error !== null || isOther)
      await announce(tx, host.hubId, { type: "host", id: host.id });
    // What the open tabs count down to has moved.
    if (before.lastSeen && clock.watchedSince !== before.watchedSince)
      await announceGone(tx, before);
    return removeGone(tx, { ...before, ...after }, now);
  });
}

/**
 * Another engine id than before. Where a container is among those that we know, it is the same engine
 * after all, and what was seen there was seen here. Else what was last seen on the other one waits for
 * it. Either way the time of what is gone begins anew.
 */
async function followEngine(
  tx: Transaction,
  before: HostRow,
  look: HostLook,
  watchedMs: number,
): Promise<void> {
  const ofHost = and(eq(containers.hostId, before.id), isNull(containers.deleted));
  const { engineId } = before;
  if (engineId === null || (await knowsOneOf(tx, engineId, look))) {
    const seenThere = engineId
      ? eq(containers.engineId, engineId)
      : and(isNull(containers.engineId), eq(containers.keepBackups, false));
    await tx.update(containers).set({ engineId: look.engineId }).where(and(ofHost, seenThere));
  }
  await tx
    .update(containers)
    .set({ goneFromMs: watchedMs })
    .where(and(ofHost, eq(containers.state, "gone")));
}

/** Docker's ids are random: one of the other engine that is there proves that it is the same data. */
async function knowsOneOf(tx: Transaction, engineId: string, look: HostLook): Promise<boolean> {
  const seen = look.containers.flatMap((one) => one.instances.map(({ dockerId }) => dockerId));
  const rows = await tx
    .select({ id: instances.id })
    .from(instances)
    .innerJoin(containers, eq(containers.id, instances.containerId))
    .where(
      and(
        eq(containers.engineId, engineId),
        sql`${instances.dockerId} = any(${sql.param(seen)}::text[])`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}

async function announceGone(tx: Transaction, host: HostRow): Promise<void> {
  const rows = await tx
    .select({ id: containers.id })
    .from(containers)
    .where(
      and(
        eq(containers.hostId, host.id),
        isNull(containers.deleted),
        or(eq(containers.state, "gone"), isNotNull(containers.deleteRequested)),
      ),
    );
  for (const { id } of rows) await announce(tx, host.hubId, { type: "container", id });
}
