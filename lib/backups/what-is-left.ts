/**
 * What a run that was broken off leaves, in words for its row: a backup nothing, a restore whatever
 * its command had written by then.
 */
export function whatIsLeft(kind: "backup" | "restore"): string {
  return kind === "backup"
    ? "Nothing was kept."
    : "The instance may hold part of the data: restore again before you rely on it.";
}

/** What a row says while its command may still run in its instance. */
export function strayWords(cause: unknown): string {
  const why = cause instanceof Error ? ` ${cause.message}` : "";
  return `Its command may still run in the instance; Holdfast tries to end it by itself.${why}`;
}
