"use client";

import { useSyncExternalStore } from "react";

/** What a key or a button lays over the page. */
type Overlay = "palette" | "help" | null;

let current: Overlay = null;
const listeners = new Set<() => void>();

export function showOverlay(next: Overlay): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}
