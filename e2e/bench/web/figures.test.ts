import { expect, test } from "vitest";
import { p95, toTable } from "#e2e/bench/web/figures";
import { depthOf } from "#e2e/bench/web/requests";

test("p95 is a value that was measured, and of few the largest", () => {
  expect(p95([5, 1, 3])).toBe(5);
  expect(p95(Array.from({ length: 100 }, (_, index) => index + 1))).toBe(95);
});

test("a goal is met by the median", () => {
  const table = toTable([
    { name: "frame", unit: "ms", goal: 100, values: [90, 100, 900] },
    { name: "data", unit: "ms", goal: 300, values: [301, 301.4, 2] },
    { name: "shift", unit: "", goal: 0, values: [0.0004, 0, 0.12] },
    { name: "all", unit: "KB", goal: null, values: [1] },
  ]);
  expect(table).toContain("| frame | ≤ 100 ms | 100 ms | 900 ms | yes |");
  expect(table).toContain("| data | ≤ 300 ms | 301 ms | 301 ms | **no** |");
  expect(table).toContain("| shift | ≤ 0 | 0.0004 | 0.12 | **no** |");
  expect(table).toContain("| all |  | 1 KB | 1 KB |  |");
});

test("requests that wait for one another are a waterfall, those side by side are not", () => {
  const at = (start: number, end: number) => ({ start, end });
  expect(depthOf([])).toBe(0);
  expect(depthOf([at(0, 5), at(1, 9), at(4, 6)])).toBe(1);
  expect(depthOf([at(7, 9), at(0, 5), at(5, 6), at(1, 20)])).toBe(3);
});
