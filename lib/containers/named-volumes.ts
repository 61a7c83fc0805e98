import type { Mount } from "#lib/containers/types";

const unnamed = /^[0-9a-f]{64}$/;

/** Whether Docker has named the volume, with 64 hex digits: nobody chose to keep it. */
export const isUnnamed = (volume: string): boolean => unnamed.test(volume);

/** The names of the volumes among the mounts that a person named, each once. */
export function namedVolumes(mounts: Mount[]): string[] {
  const names = mounts
    .filter(({ type, source }) => type === "volume" && !isUnnamed(source))
    .map(({ source }) => source);
  return [...new Set(names)];
}
