import type { Sql } from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveEvent } from "#lib/api/live-event";
import { startLiveFeed } from "#lib/api/live-feed";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A feed on a connection that the test plays: it tells of containers by name. */
async function begin() {
  let tell: (payload: string) => void = () => {};
  let connect = () => {};
  const sql = {
    listen: async (_channel: string, onNotify: typeof tell, onListen: typeof connect) => {
      tell = onNotify;
      connect = onListen;
      connect();
    },
  } as unknown as Sql;
  const feed = await startLiveFeed(sql);
  const hear = (hubId: string, since?: number) => {
    const heard: string[] = [];
    const note = (event: LiveEvent | "missed") =>
      heard.push(event === "missed" ? event : event.type === "container" ? event.id : event.type);
    return { heard, leave: feed.subscribe(hubId, note, since) };
  };
  const change = (hub_id: string, id: string) =>
    tell(JSON.stringify({ hub_id, event: { type: "container", id } }));
  return { hear, change, reconnect: () => connect() };
}

test("who comes later hears what has changed since its page was made, of its own hub", async () => {
  const { hear, change } = await begin();
  change("h1", "before");
  vi.advanceTimersByTime(500);
  const madeAt = Date.now();
  change("h1", "at once");
  change("h2", "another's");
  vi.advanceTimersByTime(500);
  change("h1", "later");
  const { heard, leave } = hear("h1", madeAt);
  change("h1", "live");
  leave();
  change("h1", "after leaving");
  expect(heard).toEqual(["at once", "later", "live"]);
  expect(hear("h1").heard, "who names no time has looked already").toEqual([]);
});

test("a page older than what is kept has to look afresh", async () => {
  const { hear, change, reconnect } = await begin();
  const start = Date.now();
  expect(hear("h1", start).heard).toEqual([]);
  expect(hear("h1", start - 1).heard, "made before this process listened").toEqual(["missed"]);

  vi.advanceTimersByTime(10);
  for (let n = 0; n < 200; n += 1) change("h1", String(n));
  expect(hear("h1", start + 10).heard).toHaveLength(200);
  change("h1", "too many to be told one by one");
  expect(hear("h1", start + 10).heard).toEqual(["missed"]);
  for (let n = 0; n < 2000; n += 1) change("h2", String(n));
  expect(hear("h1", start + 10).heard).toEqual(["missed"]);
  expect(hear("h1", start + 11).heard).toEqual([]);

  const young = Date.now();
  vi.advanceTimersByTime(60_000);
  expect(hear("h1", young + 1).heard, "a minute is kept").toEqual([]);
  vi.advanceTimersByTime(2);
  expect(hear("h1", young + 1).heard, "and no more").toEqual(["missed"]);

  const connected = hear("h1");
  const madeAt = Date.now();
  vi.advanceTimersByTime(10);
  reconnect();
  expect(connected.heard).toEqual(["missed"]);
  expect(hear("h1", madeAt).heard, "the connection was lost in between").toEqual(["missed"]);
});
