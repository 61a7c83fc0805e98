import { expect, test } from "vitest";
import { median, type Row, toTable } from "#e2e/bench/report";

test("the median is a value that was measured", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2);
});

test("the ratio is our median over the tool's", () => {
  const row = (tool: string, seconds: number): Row => ({
    work: "backup",
    data: "random",
    tool,
    seconds,
    peakBytes: 1e6,
  });
  const table = toTable([
    row("Holdfast", 2),
    row("Holdfast", 9),
    row("Holdfast", 3),
    row("aws", 6),
  ]);
  expect(table).toContain("| backup | random | Holdfast | 3.0 | 1 |  |");
  expect(table).toContain("| backup | random | aws | 6.0 | 1 | 0.50 |");
});
