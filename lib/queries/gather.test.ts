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

test("never runs twice at once: what is named meanwhile waits, also after a failure", async () => {
  const ends: ((error?: Error) => void)[] = [];
  const work = vi.fn(
    () =>
      new Promise<void>((resolve, reject) =>
        ends.push((error) => (error ? reject(error) : resolve())),
      ),
  );
  const failed = vi.fn();
  const name = gather<null>(10, (values) => work(...([values] as [])).catch(failed));
  name("a", null);
  await vi.advanceTimersByTimeAsync(10);
  name("b", null);
  await vi.advanceTimersByTimeAsync(100);
  expect(work).toHaveBeenCalledTimes(1);
  ends[0]?.(new Error("no"));
  await vi.advanceTimersByTimeAsync(10);
  expect(failed).toHaveBeenCalledOnce();
  expect(work).toHaveBeenCalledTimes(2);
});
