import { useCallback, useSyncExternalStore } from "react";

/** How far one running backup or restore is. Bytes, bytes per second, seconds. */
export type Progress = {
  originalBytes: number;
  storedBytes: number;
  rate: number;
  seconds: number;
};

/**
 * Kept outside the query cache: two messages a second re-render the one row they are about, not the
 * list it stands in.
 */
const progress = new Map<string, Progress>();
const listeners = new Map<string, Set<() => void>>();

/** Under what a backup's check is kept: it is live, and may be restored, while it is being verified. */
export const verifyKey = (backupId: string) => `verify ${backupId}`;

export function setProgress(runId: string, value: Progress | null): void {
  if (value === null) progress.delete(runId);
  else progress.set(runId, value);
  for (const listener of listeners.get(runId) ?? []) listener();
}

function subscribe(runId: string, listener: () => void): () => void {
  const set = listeners.get(runId) ?? new Set();
  listeners.set(runId, set.add(listener));
  return () => {
    set.delete(listener);
    if (set.size === 0) listeners.delete(runId);
  };
}

/** The last progress of a backup or restore, or null when none has come. */
export function useProgress(runId: string): Progress | null {
  return useSyncExternalStore(
    useCallback((listener) => subscribe(runId, listener), [runId]),
    () => progress.get(runId) ?? null,
    () => null,
  );
}
