import { expect, test } from "vitest";
import { verifyDueAt } from "#lib/backups/verify-due";

const day = 86_400_000;
const since = new Date("2026-03-01T00:00:00Z");
const days = (input: { bytes: number; totalBytes: number; share: number }) => {
  const due = verifyDueAt({ since, ...input });
  return due && (due.getTime() - since.getTime()) / day;
};

test("a backup waits as long as it is a part of the day's share", () => {
  expect(days({ bytes: 10, totalBytes: 3000, share: 1 / 30 })).toBeCloseTo(0.1);
  expect(days({ bytes: 10, totalBytes: 3000, share: 1 })).toBeCloseTo(10 / 3000);
});

test("one that is larger than a day's share takes its days", () => {
  expect(days({ bytes: 100, totalBytes: 100, share: 1 / 30 })).toBeCloseTo(30);
});

test("all bytes are read in as many days as the share says, whatever their sizes", () => {
  const sizes = [1, 500, 20, 20, 3000, 7];
  const totalBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const sum = sizes.reduce(
    (all, bytes) => all + (days({ bytes, totalBytes, share: 0.25 }) ?? 0),
    0,
  );
  expect(sum).toBeCloseTo(4);
});

test("a share of nothing is never", () => {
  expect(days({ bytes: 1, totalBytes: 10, share: 0 })).toBeNull();
  expect(days({ bytes: 0, totalBytes: 0, share: 1 })).toBeNull();
});
