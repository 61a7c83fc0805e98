import { expect, test } from "vitest";
import { formatBytes, formatRate } from "#components/ui/bytes";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 KB"],
  [9_994, "9.99 KB"],
  [9_996, "10.0 KB"],
  [99_960, "100 KB"],
  [655_000_000, "655 MB"],
  [999_499_999, "999 MB"],
  [999_500_000, "1.00 GB"],
  [2_414_000_000, "2.41 GB"],
  [1_099_511_627_776, "1.10 TB"],
])("%i bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("a rate is bytes per second", () => {
  expect(formatRate(148_200_000)).toBe("148 MB/s");
});
