import { expect, test } from "vitest";
import { sparkPath } from "#components/ui/sparkline";

test("the least lies at the bottom, the most at the top, the points at even distances", () => {
  expect(sparkPath([10, 20, 15])).toBe("M0 28L50 2L100 15");
});

test("what never changes is a line in the middle", () => {
  expect(sparkPath([7, 7])).toBe("M0 15L100 15");
  expect(sparkPath([0])).toBe("M0 15");
});
