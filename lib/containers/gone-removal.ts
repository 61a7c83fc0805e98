import type { WatchClock } from "#lib/containers/watch-clock";

/** Recreating a container takes seconds: whatever the grace period, it has to be seen absent so long. */
export const leastAbsenceSeconds = 60;
/** After a break in the watch people have at least this long to react, or the grace period if that is shorter. */
const reactSeconds = 3600;

export type GoneContainer = {
  keepBackups: boolean;
  /** The Docker Engine on which it was last seen. */
  engineId: string | null;
  /** The host's `watchedMs` from which its absence counts. */
  goneFromMs: number | null;
};

export type GoneRemoval =
  /** A person has said that its backups stay. */
  | { state: "kept" }
  /** Another Docker Engine answers than the one it was last seen on: that it is not there says nothing. */
  | { state: "held" }
  | { state: "counting"; due: Date };

/**
 * What becomes of the backups of a container that is gone. Only absence that was seen counts, on the
 * engine where it was last seen; `due` moves when there was a break. Nothing may be removed before a
 * look at or after `due` that does not see it.
 *
 * @param graceSeconds how long the hub keeps such backups
 */
export function goneRemoval(
  container: GoneContainer,
  host: WatchClock & { engineId: string | null },
  graceSeconds: number,
): GoneRemoval {
  if (container.keepBackups) return { state: "kept" };
  const { engineId, goneFromMs } = container;
  const { lastSeen, watchedSince, watchedMs } = host;
  if (engineId === null || engineId !== host.engineId) return { state: "held" };
  if (goneFromMs === null || !lastSeen || !watchedSince) return { state: "held" };
  const absence = Math.max(graceSeconds, leastAbsenceSeconds) * 1000;
  const react = Math.max(Math.min(graceSeconds, reactSeconds), leastAbsenceSeconds) * 1000;
  const counted = lastSeen.getTime() + absence - (watchedMs - goneFromMs);
  return { state: "counting", due: new Date(Math.max(counted, watchedSince.getTime() + react)) };
}
