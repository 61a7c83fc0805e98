import type { Mount } from "#lib/containers/types";

// Docker names a volume that nobody named with 64 hex digits; it goes with its Docker container.
const unnamed = /^[0-9a-f]{64}$/;

/** The names of the volumes among the mounts that a person named, each once. */
export function namedVolumes(mounts: Mount[]): string[] {
  const names = mounts
    .filter(({ type, source }) => type === "volume" && !unnamed.test(source))
    .map(({ source }) => source);
  return [...new Set(names)];
}
