import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEventApplier } from "#lib/queries/apply-live-event";
import { containersQuery } from "#lib/queries/containers";

const container = (id: string) => ({ id, name: id });
let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const one = /\/containers\/(c\d+)$/.exec(path)?.[1];
    return Response.json({ data: one ? container(one) : [container("c1"), container("c2")] });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function afterEvents(count: number) {
  const client = new QueryClient();
  await client.prefetchQuery(containersQuery());
  // The list is on the screen.
  const leave = new QueryObserver(client, containersQuery()).subscribe(() => {});
  asked = [];
  const apply = createEventApplier(client);
  for (let n = 1; n <= count; n += 1) apply({ type: "container", id: `c${n}` });
  await vi.advanceTimersByTimeAsync(1000);
  leave();
  return asked;
}

test("a few changed containers are fetched one by one", async () => {
  expect(await afterEvents(2)).toEqual(["/api/v1/containers/c1", "/api/v1/containers/c2"]);
});

test("of thousands that changed, the list is fetched once", async () => {
  expect(await afterEvents(10_000)).toEqual(["/api/v1/containers?view=summary"]);
});
