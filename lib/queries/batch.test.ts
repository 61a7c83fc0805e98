import { expect, test, vi } from "vitest";
import { batch } from "#lib/queries/batch";

const open = new AbortController().signal;
const options = { waitMs: 1, most: 2, otherwise: "unknown" };

test("what is asked at one time is fetched in few requests, each key once", async () => {
  const fetchMany = vi.fn(async (keys: string[]) => new Map(keys.map((key) => [key, `${key}!`])));
  const ask = batch(options, fetchMany);
  const answers = await Promise.all(["a", "b", "a", "c"].map((key) => ask(key, open)));
  expect(answers).toEqual(["a!", "b!", "a!", "c!"]);
  expect(fetchMany.mock.calls).toEqual([[["a", "b"]], [["c"]]]);
});

test("one that nobody waits for any more is not asked", async () => {
  const fetchMany = vi.fn(async () => new Map([["b", "b!"]]));
  const ask = batch(options, fetchMany);
  const gone = new AbortController();
  void ask("a", gone.signal);
  gone.abort();
  expect(await ask("b", open)).toBe("b!");
  expect(fetchMany.mock.calls).toEqual([[["b"]]]);
});

test("a request that fails fails its own askers only; what is not known is said to be so", async () => {
  const ask = batch(options, async (keys) => {
    if (keys.includes("a")) throw new Error("no");
    return new Map();
  });
  const [a, b, c] = await Promise.allSettled(["a", "b", "c"].map((key) => ask(key, open)));
  expect([a?.status, b?.status]).toEqual(["rejected", "rejected"]);
  expect(c).toEqual({ status: "fulfilled", value: "unknown" });
});
