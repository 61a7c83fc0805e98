import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { ContainerDto } from "#lib/api/container-dto";
import type { VolumeDto } from "#lib/api/volume-dto";
import { type Coverage, volumeCoverage } from "#lib/backups/commands/volume-coverage";
import { isStateful } from "#lib/containers/is-stateful";
import type { Mount } from "#lib/containers/types";
import type { Database } from "#lib/db/client";

const mostCommands = 50;
const mostUsers = 20;

/**
 * A container's mounts. What the backups hold is judged by the command of the newest live one; `last`
 * is the newest whose own command holds it, so that a changed command does not hide older backups.
 */
export async function readVolumes(db: Database, container: ContainerDto): Promise<VolumeDto[]> {
  const mounts = container.volumes;
  const [made, users] = await Promise.all([
    newestByCommand(db, container),
    Promise.all(mounts.map((mount) => otherUsers(db, container, mount))),
  ]);
  const paths = mounts.map(({ destination }) => destination);
  const judged = made.map((backup) => ({
    ...backup,
    coverage: volumeCoverage(backup.command, paths),
  }));
  return mounts.map((mount, index) => {
    const holding = judged.find(({ coverage }) => holds(coverage[index]));
    const current = judged[0]?.coverage[index] ?? { current: "not-covered", by: null };
    return {
      type: mount.type,
      source: mount.source,
      destination: mount.destination,
      driver: mount.driver,
      read_only: mount.readOnly,
      stateful: mount.type === "volume" || isStateful([mount]),
      used_by: users[index] ?? [],
      coverage: {
        ...current,
        last: holding
          ? { backup_id: holding.id, created: new Date(holding.created).toISOString() }
          : null,
      },
    };
  });
}

const holds = (coverage: Coverage | undefined) =>
  coverage?.current === "covered" || coverage?.current === "partly";

/** Of each command that live backups were made with, the newest of them; newest first. */
async function newestByCommand(db: Database, { id, hub_id }: ContainerDto) {
  const newest = db
    .selectDistinctOn([backups.command], {
      id: backups.id,
      command: backups.command,
      created: backups.created,
    })
    .from(backups)
    .where(and(eq(backups.hubId, hub_id), eq(backups.containerId, id), eq(backups.state, "live")))
    .orderBy(backups.command, desc(backups.created))
    .as("newest");
  return db.select().from(newest).orderBy(desc(newest.created)).limit(mostCommands);
}

async function otherUsers(
  db: Database,
  container: ContainerDto,
  { type, source }: Mount,
): Promise<VolumeDto["used_by"]> {
  if ((type !== "volume" && type !== "bind") || source === "") return [];
  const rows = await db
    .select({ id: containers.id, name: containers.name, mounts: containers.mounts })
    .from(containers)
    .where(
      and(
        eq(containers.hubId, container.hub_id),
        eq(containers.hostId, container.host.id),
        ne(containers.id, container.id),
        ne(containers.state, "gone"),
        isNull(containers.deleted),
        sql`${containers.mounts} @> ${JSON.stringify([{ type, source }])}::jsonb`,
      ),
    )
    .orderBy(containers.name)
    .limit(mostUsers);
  return rows.flatMap(({ id, name, mounts }) => {
    const theirs = mounts.find((mount) => mount.type === type && mount.source === source);
    if (!theirs) return [];
    const { destination, readOnly } = theirs;
    return [{ container_id: id, name, destination, read_only: readOnly }];
  });
}
