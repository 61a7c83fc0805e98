import { expect, test } from "vitest";
import { partBytes } from "#lib/pipeline/part-plan";

const s3 = { minPartBytes: 5 * 2 ** 20, maxPartBytes: 5 * 2 ** 30, maxParts: 10_000 };

test("10,000 parts hold 1 TiB, start at 8 MiB, never shrink and never pass 112 MiB", () => {
  let sum = 0;
  let before = 0;
  for (let number = 1; number <= 10_000; number++) {
    const size = partBytes(number, s3);
    expect(size).toBeGreaterThanOrEqual(before);
    before = size;
    sum += size;
  }
  expect(partBytes(1, s3)).toBe(8 * 2 ** 20);
  expect(before).toBe(112 * 2 ** 20);
  expect(sum).toBeGreaterThanOrEqual(2 ** 40);
});

test("a store's own limits win", () => {
  expect(partBytes(1, { ...s3, minPartBytes: 2 ** 24 })).toBe(2 ** 24);
  expect(partBytes(9_999, { ...s3, maxPartBytes: 2 ** 25 })).toBe(2 ** 25);
});
