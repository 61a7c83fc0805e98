"use client";

import { useSyncExternalStore } from "react";
import { onClockChange, serverNow } from "#lib/queries/server-clock";

/** One clock per pace for the whole page: however many times are shown, one timer runs. */
function createClock(everyMs: number) {
  const listeners = new Set<() => void>();
  const read = () => Math.floor(serverNow() / everyMs) * everyMs;
  let now = read();
  let timer: ReturnType<typeof setInterval> | undefined;
  let forget = () => {};
  const tick = () => {
    now = read();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (timer === undefined) {
        now = read();
        timer = setInterval(tick, everyMs);
        forget = onClockChange(tick);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          forget();
          timer = undefined;
        }
      };
    },
    read: () => now,
  };
}

const seconds = createClock(1000);
const tens = createClock(10_000);

/** The time now in ms since 1970, renewed every second, or every ten. */
export function useNow(pace: "second" | "slow" = "slow"): number {
  const clock = pace === "second" ? seconds : tens;
  return useSyncExternalStore(clock.subscribe, clock.read, clock.read);
}
