import { expect, test } from "vitest";
import { formatSince } from "#components/ui/since-time";

const now = new Date(2026, 10, 23, 14, 0).getTime();

test.each([
  [new Date(2026, 10, 23, 9, 5), "09:05"],
  [new Date(2026, 10, 22, 23, 59), "yesterday"],
  [new Date(2026, 10, 21, 23, 59), "21 Nov"],
  [new Date(2025, 2, 12), "12 Mar 2025"],
])("since %s", (at, words) => {
  expect(formatSince(at.getTime(), now)).toBe(words);
});
