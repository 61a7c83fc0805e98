"use client";

import { useSyncExternalStore } from "react";

/** What a key or a button lays over the page. */
type Overlay = "palette" | "help" | null;

let current: Overlay = null;
let openedFrom: Element | null = null;
const listeners = new Set<() => void>();

export function showOverlay(next: Overlay): void {
  if (next !== null) openedFrom = document.activeElement;
  current = next;
  for (const listener of listeners) listener();
}

/**
 * For a dialog's `finalFocus`: a key opened it, so there is no button that it came from. Done by hand,
 * since the dialog would pass over what Tab does not reach, such as the page itself, to a field in it.
 */
export function focusWhereItWasOpened(): false {
  const from = openedFrom;
  requestAnimationFrame(() => from instanceof HTMLElement && from.focus());
  return false;
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
