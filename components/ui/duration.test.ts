import { expect, test } from "vitest";
import { formatDuration } from "#components/ui/duration";

test.each([
  [0, "0.0 s"],
  [0.42, "0.4 s"],
  [0.96, "1 s"],
  [17.4, "17 s"],
  [59.6, "1 m"],
  [125, "2 m 5 s"],
  [3_600, "1 h"],
  [3_840, "1 h 4 m"],
  [266_405, "3 d 2 h"],
])("%d s are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
