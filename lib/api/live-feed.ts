import type { Sql } from "postgres";
import { z } from "zod";
import type { LiveEvent } from "#lib/api/live-event";
import { liveChannel } from "#lib/db/live-channel";

const message = z.object({ hub_id: z.string(), event: z.custom<LiveEvent>() });

export type LiveFeed = {
  /** Calls `listener` for each change of the hub, until the returned function is called. */
  subscribe(hubId: string, listener: (event: LiveEvent | "missed") => void): () => void;
};

/**
 * One LISTEN for the whole web process, handed out by hub. After a lost connection every subscriber
 * hears "missed" and has to look afresh.
 */
export async function startLiveFeed(sql: Sql): Promise<LiveFeed> {
  const listeners = new Map<string, Set<(event: LiveEvent | "missed") => void>>();
  let connected = false;
  await sql.listen(
    liveChannel,
    (payload) => {
      const { hub_id, event } = message.parse(JSON.parse(payload));
      for (const listener of listeners.get(hub_id) ?? []) listener(event);
    },
    () => {
      if (connected)
        for (const set of listeners.values()) for (const listener of set) listener("missed");
      connected = true;
    },
  );
  return {
    subscribe(hubId, listener) {
      const set = listeners.get(hubId) ?? new Set();
      listeners.set(hubId, set);
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(hubId);
      };
    },
  };
}
