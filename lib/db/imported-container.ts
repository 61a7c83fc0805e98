import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { containers, instances } from "#drizzle/containers";
import type { ClaimedSweep } from "#lib/backups/catalogue/types";
import type { Manifest } from "#lib/backups/manifest";
import type { EnvironmentKind } from "#lib/containers/types";
import type { Transaction } from "#lib/db/client";
import { notLeaving } from "#lib/db/stop-removal";
import { Refusal } from "#lib/hubs/refusal";

/**
 * The container on this host that a manifest's backup belongs to, by its key. Where there is none an
 * entry is made that is gone, and whose backups stay; discovery finds it by the same key when the
 * container comes back. Throws Refusal when it is being deleted.
 */
export async function containerFor(
  tx: Transaction,
  { hubId, hostId }: ClaimedSweep,
  { container }: Manifest,
): Promise<{ id: string; identifier: string; made: boolean }> {
  // Discovery looks for the same keys, under the same lock.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`sync ${hostId}`}))`);
  const [found] = await tx
    .select()
    .from(containers)
    .where(and(eq(containers.hostId, hostId), eq(containers.key, container.key)))
    .orderBy(sql`${containers.deleted} is not null`, sql`${containers.created} desc`)
    .limit(1)
    .for("update");
  if (found && !found.deleted) {
    if (found.deleteRequested)
      throw new Refusal("invalid-state", `Its container ${found.identifier} is being deleted.`);
    // Nobody imports a backup to have it removed with its container a day later.
    if (found.state === "gone" && !found.keepBackups)
      await tx.update(containers).set({ keepBackups: true }).where(eq(containers.id, found.id));
    return { ...found, made: false };
  }
  const now = new Date();
  const gone = {
    state: "gone" as const,
    goneSince: now,
    keepBackups: true,
    started: null,
    updated: now,
  };
  if (found) {
    await tx
      .update(containers)
      .set({
        ...gone,
        ...notLeaving,
        deleted: null,
        // It is known from the bucket alone: its absence says nothing.
        engineId: null,
        goneFromMs: null,
      })
      .where(eq(containers.id, found.id));
    return { ...found, made: true };
  }
  const { key, identifier, environment, image } = container;
  const isTaken = (await tx.$count(containers, eq(containers.id, container.id))) > 0;
  const id = isTaken ? uuidv7() : container.id;
  await tx.insert(containers).values({
    ...gone,
    id,
    hubId,
    hostId,
    key,
    identifier,
    name: identifier,
    environment,
    environmentKind: kindOf(key, environment),
    image,
    statefulDetected: true,
    mounts: [],
    ports: [],
  });
  return { id, identifier, made: true };
}

/**
 * The instance that was backed up: by its id or the place it filled, which an older manifest only
 * tells by the instance's name; else made.
 */
export async function instanceFor(
  tx: Transaction,
  hubId: string,
  containerId: string,
  { container, instance, backup }: Manifest,
): Promise<string> {
  const slot = instance.slot ?? slotOf(container.key, instance.name);
  const places = await tx.select().from(instances).where(eq(instances.containerId, containerId));
  const found =
    places.find(({ id }) => id === instance.id) ??
    ((instance.slot === undefined && places.find(({ name }) => name === instance.name)) ||
      places.find((place) => place.slot === slot));
  if (found) return found.id;
  const isTaken = (await tx.$count(instances, eq(instances.id, instance.id))) > 0;
  const id = isTaken ? uuidv7() : instance.id;
  await tx.insert(instances).values({
    id,
    hubId,
    containerId,
    slot,
    dockerId: "",
    name: instance.name,
    image: container.image,
    imageId: instance.image_id,
    state: "gone",
    created: new Date(backup.created),
  });
  return id;
}

function kindOf(key: string, environment: string): EnvironmentKind {
  if (key.startsWith("compose:")) return "compose";
  return key.startsWith("swarm:") && environment !== "standalone" ? "swarm" : "standalone";
}

/** Compose names an instance `<project>-<service>-<number>`, Swarm `<service>.<slot>.<task id>`. */
function slotOf(key: string, name: string): string {
  if (key.startsWith("compose:")) return /[-_](\d+)$/.exec(name)?.[1] ?? "1";
  if (key.startsWith("swarm:")) return name.split(".").at(-2) ?? "1";
  return "1";
}
