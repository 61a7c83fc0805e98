import type { ContainerRuntime } from "#lib/containers/runtime-ports";

export type MeasuredSizes = { measured: Date; sizes: ReadonlyMap<string, number> };

const keepMs = 5 * 60_000;
/** A volume that was made since the last measuring is looked for again, but not at every call. */
const leastMs = 20_000;

/**
 * Measures volumes at most every five minutes, however many ask: it makes Docker read whole disks.
 *
 * @returns answers the sizes of all volumes; `names` are those that the asker wants. Throws Refusal
 */
export function keepVolumeSizes(
  measure: ContainerRuntime["volumeSizes"],
  now: () => number = Date.now,
): (names: readonly string[]) => Promise<MeasuredSizes> {
  let kept: MeasuredSizes | null = null;
  let running: Promise<MeasuredSizes> | null = null;

  const isGood = (names: readonly string[]) => {
    if (kept === null) return false;
    const age = now() - kept.measured.getTime();
    return age < leastMs || (age < keepMs && names.every((name) => kept?.sizes.has(name)));
  };

  return async (names) => {
    if (kept && isGood(names)) return kept;
    running ??= measure()
      .then((sizes) => {
        kept = { measured: new Date(now()), sizes };
        return kept;
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
}
