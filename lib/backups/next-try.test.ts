import { expect, test } from "vitest";
import { type FailedTry, nextTry } from "#lib/backups/next-try";

const now = new Date("2026-05-01T03:00:00Z");
const first: FailedTry = { trigger: "schedule", due: now, attempt: 1, cancelRequested: null };
const around = { retries: 2, newerRun: false, now, random: 0.5 };
const wait = (failed: FailedTry, random: number, retries = 99) => {
  const next = nextTry(failed, { ...around, random, retries });
  return next && (next.notBefore.getTime() - now.getTime()) / 1000;
};

test("each try waits longer, give or take a fifth", () => {
  const waits = [1, 2, 3, 4, 5, 6, 20].map((attempt) => wait({ ...first, attempt }, 0.5));
  expect(waits).toEqual([60, 300, 900, 1800, 3600, 3600, 3600]);
  expect([wait(first, 0), wait(first, 1)]).toEqual([48, 72]);
});

test("two retries are three tries", () => {
  expect(nextTry(first, around)?.attempt).toBe(2);
  const second = { ...first, trigger: "retry", attempt: 2 } as const;
  expect(nextTry(second, around)?.attempt).toBe(3);
  expect(nextTry({ ...second, attempt: 3 }, around)).toBeNull();
  expect(nextTry(first, { ...around, retries: 0 })).toBeNull();
});

test.each([
  ["a person asked for it", { ...first, trigger: "manual", due: null }, around],
  ["it was made before a restore", { ...first, trigger: "before-restore", due: null }, around],
  ["a person cancelled it", { ...first, cancelRequested: now }, around],
  ["a newer due time has its run", first, { ...around, newerRun: true }],
] as const)("not when %s", (_, failed, about) => {
  expect(nextTry(failed, about)).toBeNull();
});
