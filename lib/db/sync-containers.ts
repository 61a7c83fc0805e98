import { and, eq, isNull, ne, notInArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { containers, instances } from "#drizzle/containers";
import type { HostLook, ObservedContainer, ObservedInstance } from "#lib/containers/types";
import type { Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { isRemovalOfGone, stopRemoval } from "#lib/db/stop-removal";

type Look = { engineId: string; watchedMs: number; now: Date };
type Observed = Pick<HostLook, "containers" | "unsure" | "services">;

/**
 * Makes the record of one host's containers what the host shows now. A container is known by its
 * key and an instance by its slot, so both keep their ids when Docker makes them anew; what is not
 * there any more is marked gone, never removed. A Swarm service that has no task here is not gone, and
 * what Docker does not describe stays as it was. One whose deletion is over is another container. The
 * caller sees to it that no other look at the host is written at the same time.
 */
export async function syncContainers(
  tx: Transaction,
  host: { id: string; hubId: string },
  observed: Observed,
  look: Look,
): Promise<void> {
  const before = await tx
    .select()
    .from(containers)
    .where(and(eq(containers.hostId, host.id), isNull(containers.deleted)));
  const known = new Map(before.map((row) => [row.key, row]));
  const changed = new Set<string>();
  const unsure = new Set(observed.unsure);
  const present = before.filter(({ key }) => unsure.has(key)).map(({ id }) => id);
  for (const container of observed.containers) {
    const row = known.get(container.key);
    const id = row?.id ?? uuidv7();
    present.push(id);
    const now = describeNow(container, look);
    if (!row) {
      await tx
        .insert(containers)
        .values({ ...now, id, hubId: host.hubId, hostId: host.id, key: container.key });
      changed.add(id);
    } else if (differs(row, now)) {
      await tx
        .update(containers)
        .set({ ...now, updated: look.now })
        .where(eq(containers.id, id));
      changed.add(id);
    }
    if (row && isRemovalOfGone(row)) await stopRemoval(tx, row);
    if (await syncInstances(tx, host.hubId, id, container.instances)) changed.add(id);
  }
  const there = new Set(present);
  const away = before.filter(
    (row) => !there.has(row.id) && isElsewhere(row.key, observed.services),
  );
  for (const row of away) {
    present.push(row.id);
    if (await markAway(tx, row, look)) changed.add(row.id);
  }
  for (const id of await markGone(tx, host.id, present, look)) changed.add(id);
  for (const id of changed) await announce(tx, host.hubId, { type: "container", id });
}

function describeNow(container: ObservedContainer, { engineId }: Look) {
  const first = container.instances[0];
  const running = container.instances.filter((instance) => instance.state === "running");
  const starts = running.flatMap((instance) =>
    instance.started ? [instance.started.getTime()] : [],
  );
  return {
    identifier: container.identifier,
    name: container.name,
    environment: container.environment,
    environmentKind: container.environmentKind,
    image: container.image,
    command: first?.command ?? "",
    statefulDetected: container.stateful,
    state: running.length > 0 ? ("running" as const) : ("stopped" as const),
    mounts: first?.mounts ?? [],
    ports: first?.ports ?? [],
    engineId,
    goneSince: null,
    goneFromMs: null,
    started: starts.length > 0 ? new Date(Math.min(...starts)) : null,
  };
}

/** Compares by value; times and lists as their JSON, object keys in any order. */
function differs(row: Record<string, unknown>, now: Record<string, unknown>): boolean {
  return Object.entries(now).some(([name, value]) => canonical(row[name]) !== canonical(value));
}

// jsonb gives keys back in an order of its own.
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

async function syncInstances(
  tx: Transaction,
  hubId: string,
  containerId: string,
  observed: ObservedInstance[],
): Promise<boolean> {
  const before = await tx.select().from(instances).where(eq(instances.containerId, containerId));
  const known = new Map(before.map((row) => [row.slot, row]));
  let changed = false;
  for (const instance of observed) {
    const { slot, dockerId, name, image, imageId, state, health, exitCode, started, created } =
      instance;
    const now = { dockerId, name, image, imageId, state, health, exitCode, started, created };
    const row = known.get(slot);
    if (!row) await tx.insert(instances).values({ ...now, id: uuidv7(), hubId, containerId, slot });
    else if (differs(row, now)) {
      await tx
        .update(instances)
        .set({ ...now, updated: new Date() })
        .where(eq(instances.id, row.id));
    } else continue;
    changed = true;
  }
  const slots = observed.map((instance) => instance.slot);
  const gone = await tx
    .update(instances)
    .set({ state: "gone", updated: new Date() })
    .where(
      and(
        eq(instances.containerId, containerId),
        notInArray(instances.slot, slots),
        sql`${instances.state} <> 'gone'`,
      ),
    )
    .returning({ id: instances.id });
  return changed || gone.length > 0;
}

/** Whether it is a service of the Swarm's, as far as this host can know. */
function isElsewhere(key: string, services: readonly string[] | null): boolean {
  const [kind, id = ""] = key.split(":");
  return kind === "swarm" && (services === null || services.includes(id));
}

/** It runs nothing here: scaled to 0, or its tasks are on other nodes. True when that is news. */
async function markAway(
  tx: Transaction,
  row: typeof containers.$inferSelect,
  { engineId, now }: Look,
): Promise<boolean> {
  const after = { state: "stopped" as const, engineId, goneSince: null, goneFromMs: null };
  const left = await leaveInstances(tx, row.id, now);
  if (!left && !differs(row, after)) return false;
  await tx
    .update(containers)
    .set({ ...after, started: null, updated: now })
    .where(eq(containers.id, row.id));
  if (isRemovalOfGone(row)) await stopRemoval(tx, row);
  return true;
}

async function leaveInstances(tx: Transaction, containerId: string, now: Date): Promise<boolean> {
  const left = await tx
    .update(instances)
    .set({ state: "gone", updated: now })
    .where(and(eq(instances.containerId, containerId), ne(instances.state, "gone")))
    .returning({ id: instances.id });
  return left.length > 0;
}

async function markGone(
  tx: Transaction,
  hostId: string,
  present: string[],
  { now, watchedMs }: Look,
): Promise<string[]> {
  const gone = await tx
    .update(containers)
    .set({ state: "gone", goneSince: now, goneFromMs: watchedMs, started: null, updated: now })
    .where(
      and(
        eq(containers.hostId, hostId),
        isNull(containers.deleted),
        notInArray(containers.id, present),
        sql`${containers.state} <> 'gone'`,
      ),
    )
    .returning({ id: containers.id });
  for (const { id } of gone) await leaveInstances(tx, id, now);
  return gone.map((row) => row.id);
}
