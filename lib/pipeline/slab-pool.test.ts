import { expect, test } from "vitest";
import { createSlabPool } from "#lib/pipeline/slab-pool";

const none = new AbortController().signal;

test("never more than its limit, in the order of asking, with buffers used again", async () => {
  const pool = createSlabPool(10, 40, 20);
  const first = await pool.acquire(none);
  await pool.acquire(none);
  const order: string[] = [];
  const third = pool.acquire(none).then((slab) => {
    order.push("third");
    return slab;
  });
  const fourth = pool.acquire(none).then(() => order.push("fourth"));
  expect(pool.tryAcquire()).toBeNull();
  pool.release(first);
  expect(await third).toBe(first);
  expect(order).toEqual(["third"]);
  pool.allow(1000);
  await fourth;
  expect(pool.tryAcquire()).not.toBeNull();
  expect(pool.tryAcquire()).toBeNull();
});

test("an aborted wait takes nothing", async () => {
  const pool = createSlabPool(10, 10);
  const slab = await pool.acquire(none);
  const cancel = new AbortController();
  const given = pool.acquire(cancel.signal);
  cancel.abort(new Error("enough"));
  await expect(given).rejects.toThrow("enough");
  pool.release(slab);
  expect(await pool.acquire(none)).toBe(slab);
});

test("a forgotten buffer is not used again, its place is", async () => {
  const pool = createSlabPool(10, 10);
  const slab = await pool.acquire(none);
  pool.forget();
  expect(await pool.acquire(none)).not.toBe(slab);
});
