import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSignInLimit } from "#lib/auth/sign-in-limit";

const ada = { email: "ada@example.com", address: "203.0.113.7" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How many of that many tries are let through. */
async function tries(count: number, take: (index: number) => Promise<void>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: count }, (_, i) => take(i)));
  return results.filter(({ status }) => status === "fulfilled").length;
}

it("lets 5 of 100 tries at once through, and says how long to wait", async () => {
  const limit = createSignInLimit();
  expect(await tries(100, () => limit.take(ada))).toBe(5);
  await expect(limit.take(ada)).rejects.toThrow("Too many attempts. Try again in 15 minutes.");
  await expect(limit.take({ ...ada, email: "ADA@example.com" })).rejects.toThrow("Too many");
  vi.advanceTimersByTime(14.5 * 60_000);
  await expect(limit.take(ada)).rejects.toThrow("Try again in 1 minute.");
  vi.advanceTimersByTime(31_000);
  await limit.take(ada);
});

it("leaves the account open from another address", async () => {
  const limit = createSignInLimit();
  await tries(100, () => limit.take(ada));
  await limit.take({ ...ada, address: "198.51.100.1" });
});

it("lets 50 tries through from one address, over many accounts", async () => {
  const limit = createSignInLimit();
  expect(await tries(100, (i) => limit.take({ ...ada, email: `${i}@example.com` }))).toBe(50);
});

it("lets 100 tries through on one account, from many addresses", async () => {
  const limit = createSignInLimit();
  expect(await tries(200, (i) => limit.take({ ...ada, address: `10.0.0.${i}` }))).toBe(100);
});

it("lets 600 tries a minute through in all, over many accounts from many addresses", async () => {
  const limit = createSignInLimit();
  const stranger = (i: number) => ({ email: `${i}@example.com`, address: `10.0.${i >> 8}.${i}` });
  expect(await tries(1000, (i) => limit.take(stranger(i)))).toBe(600);
  vi.advanceTimersByTime(61_000);
  await limit.take(ada);
});

it("counts by account and in all where addresses can't be told", async () => {
  const limit = createSignInLimit();
  expect(await tries(100, () => limit.take({ ...ada, address: null }))).toBe(10);
  expect(await tries(200, (i) => limit.take({ email: `${i}@example.com`, address: null }))).toBe(
    110,
  );
  vi.advanceTimersByTime(61_000);
  await limit.take({ email: "bob@example.com", address: null });
  await expect(limit.take({ ...ada, address: null })).rejects.toThrow("Too many");
});

it("keeps no name that an address which is held off goes on to try", async () => {
  const limit = createSignInLimit();
  await tries(50, (i) => limit.take({ ...ada, email: `${i}@example.com` }));
  for (let i = 0; i < 5; i += 1)
    await expect(limit.take({ ...ada, email: "late@example.com" })).rejects.toThrow("Too many");
  // Its own five are untouched: they were never counted.
  vi.advanceTimersByTime(15 * 60_000 + 1000);
  expect(await tries(9, () => limit.take({ ...ada, email: "late@example.com" }))).toBe(5);
});

it("does not count who got in", async () => {
  const limit = createSignInLimit();
  for (let i = 0; i < 200; i += 1) {
    await limit.take(ada);
    await limit.giveBack(ada);
  }
  expect(await tries(100, () => limit.take(ada))).toBe(5);
});
