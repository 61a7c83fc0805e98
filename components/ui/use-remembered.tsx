"use client";

import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
/** What was set where the browser keeps nothing, such as in a private window. */
const unkept = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return unkept.get(key) ?? null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    unkept.set(key, value);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** A text that this browser remembers, also in its other tabs; `initial` until one is set. */
export function useRemembered(key: string, initial: string): [string, (value: string) => void] {
  const name = `holdfast-${key}`;
  const value = useSyncExternalStore(
    subscribe,
    () => read(name) ?? initial,
    () => initial,
  );
  return [value, useCallback((next: string) => write(name, next), [name])];
}
