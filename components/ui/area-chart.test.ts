import { expect, test } from "vitest";
import { areaPaths } from "#components/ui/area-chart";

test("goes from left to right, the most at the top, zero at the bottom", () => {
  expect(areaPaths([0, 5, 10]).line).toBe("M0 31L50 16L100 1");
});

test("nothing but zeros, or one value only, is a line as well", () => {
  expect(areaPaths([0, 0]).line).toBe("M0 31L100 31");
  expect(areaPaths([7]).area).toBe("M0 1L100 32L0 32Z");
});
