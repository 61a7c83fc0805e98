/**
 * What a run that was broken off leaves, in words for its row: a backup nothing, a restore whatever
 * its command had written by then.
 */
export function whatIsLeft(kind: "backup" | "restore"): string {
  return kind === "backup"
    ? "Nothing was kept."
    : "The instance may hold part of the data: restore again before you rely on it.";
}
