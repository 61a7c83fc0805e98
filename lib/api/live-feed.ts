import type { Sql } from "postgres";
import { z } from "zod";
import type { LiveEvent } from "#lib/api/live-event";
import { liveChannel } from "#lib/db/live-channel";

const message = z.object({ hub_id: z.string(), event: z.custom<LiveEvent>() });

type Listener = (event: LiveEvent | "missed") => void;

export type LiveFeed = {
  /**
   * Calls `listener` for each change of the hub, until the returned function is called. With `since` (ms
   * since 1970) it first hears those that came from then on, or "missed" where they are not kept any more.
   */
  subscribe(hubId: string, listener: Listener, since?: number): () => void;
};

const mostKept = 2000;
const keptMs = 60_000;
/** Who has more to hear than this is quicker to look afresh. */
const mostTold = 200;

/**
 * One LISTEN for the whole web process, handed out by hub. After a lost connection every subscriber
 * hears "missed" and has to look afresh.
 */
export async function startLiveFeed(sql: Sql): Promise<LiveFeed> {
  const listeners = new Map<string, Set<Listener>>();
  // For pages made a moment ago, which do not listen yet.
  const recent: { at: number; hubId: string; event: LiveEvent }[] = [];
  let keptFrom = Number.POSITIVE_INFINITY;
  let connected = false;
  await sql.listen(
    liveChannel,
    (payload) => {
      const { hub_id, event } = message.parse(JSON.parse(payload));
      const at = Date.now();
      recent.push({ at, hubId: hub_id, event });
      // Several may have come in one millisecond: of that one not all are kept.
      while (recent[0] && (recent.length > mostKept || recent[0].at < at - keptMs))
        keptFrom = (recent.shift()?.at ?? 0) + 1;
      for (const listener of listeners.get(hub_id) ?? []) listener(event);
    },
    () => {
      recent.length = 0;
      keptFrom = Date.now();
      if (connected)
        for (const set of listeners.values()) for (const listener of set) listener("missed");
      connected = true;
    },
  );
  return {
    subscribe(hubId, listener, since) {
      if (since !== undefined) {
        const told = recent.filter((one) => one.hubId === hubId && one.at >= since);
        if (since < Math.max(keptFrom, Date.now() - keptMs) || told.length > mostTold)
          listener("missed");
        else for (const { event } of told) listener(event);
      }
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
