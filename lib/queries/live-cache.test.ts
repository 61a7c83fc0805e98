import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveEvent } from "#lib/api/live-event";

const rules = "#lib/queries/apply-live-event";
const event = (id: string): LiveEvent => ({ type: "container", id });

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
});

afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock(rules);
});

async function begin() {
  const { createLiveCache } = await import("#lib/queries/live-cache");
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries").mockResolvedValue();
  return { cache: createLiveCache(client), asked };
}

test("events are applied in the order that they came in, by rules loaded once", async () => {
  const applied: LiveEvent[] = [];
  const catchUp = vi.fn();
  const load = vi.fn(() => ({
    createEventApplier: () => (one: LiveEvent) => void applied.push(one),
    catchUp,
  }));
  vi.doMock(rules, load);
  const { cache, asked } = await begin();
  await Promise.all(["a", "b", "c"].map((id) => cache.apply(event(id))));
  await cache.apply(event("d"));
  await cache.catchUp();
  expect(catchUp).toHaveBeenCalledTimes(1);
  expect(applied).toEqual(["a", "b", "c", "d"].map(event));
  expect(load).toHaveBeenCalledTimes(1);
  expect(asked).not.toHaveBeenCalled();
});

test("without the rules all is asked for again, once for a burst, and they are tried anew", async () => {
  let there = false;
  const applied: LiveEvent[] = [];
  vi.doMock(rules, () => {
    if (!there) throw new Error("404");
    return { createEventApplier: () => (one: LiveEvent) => void applied.push(one), catchUp() {} };
  });
  const { cache, asked } = await begin();
  await Promise.all([cache.apply(event("a")), cache.apply(event("b")), cache.catchUp()]);
  expect(asked).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked).toHaveBeenCalledTimes(1);
  await cache.apply({ type: "log", container_id: "c", backup_id: "b", restore_id: null });
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked, "a line of a log is not worth that").toHaveBeenCalledTimes(1);
  there = true;
  await cache.apply(event("c"));
  expect(applied).toEqual([event("c")]);
});
