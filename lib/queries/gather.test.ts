import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather } from "#lib/queries/gather";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("does one piece of work for all that was named, with the last word on each", async () => {
  const work = vi.fn();
  const name = gather<number>(50, work);
  name("a", 1);
  name("b", 2);
  name("a", 3);
  await vi.advanceTimersByTimeAsync(50);
  expect(work.mock.calls).toEqual([
    [
      new Map([
        ["a", 3],
        ["b", 2],
      ]),
    ],
  ]);
});

test("never runs twice at once: what is named meanwhile waits for its turn", async () => {
  let end = () => {};
  const work = vi.fn((_: Map<string, null>) => new Promise<void>((resolve) => (end = resolve)));
  const name = gather<null>(10, work);
  name("a", null);
  await vi.advanceTimersByTimeAsync(10);
  name("b", null);
  await vi.advanceTimersByTimeAsync(100);
  expect(work).toHaveBeenCalledTimes(1);
  end();
  await vi.advanceTimersByTimeAsync(10);
  expect(work.mock.calls.map(([values]) => [...values.keys()])).toEqual([["a"], ["b"]]);
});
