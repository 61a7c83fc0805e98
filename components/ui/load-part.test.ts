import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadPart } from "#components/ui/load-part";

let reachable = false;

beforeEach(() => {
  reachable = false;
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async () => {
    if (!reachable) throw new TypeError("Failed to fetch");
    return new Response();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("while the server cannot be reached a part is asked for again, ever more slowly", async () => {
  const load = vi.fn(async () => {
    if (!reachable) throw new Error("ChunkLoadError");
    return "part";
  });
  const loaded = loadPart(load);
  await vi.advanceTimersByTimeAsync(60_000);
  // At once, after 1, 3, 7, 15, 30, 45 and 60 s.
  expect(load).toHaveBeenCalledTimes(8);
  reachable = true;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await loaded).toBe("part");
});

test("a part that a server has not got is an error, after a second look", async () => {
  reachable = true;
  const load = vi.fn(() => Promise.reject(new Error("ChunkLoadError")));
  await expect(loadPart(load)).rejects.toThrow("ChunkLoadError");
  expect(load).toHaveBeenCalledTimes(2);
});
