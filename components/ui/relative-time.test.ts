import { expect, test } from "vitest";
import { formatMomentBeside, formatRelative } from "#components/ui/relative-time";

const now = Date.parse("2026-11-23T14:00:00Z");
const ago = (seconds: number) => formatRelative(now - seconds * 1000, now);

test.each([
  [-20, "Now"],
  [3, "Now"],
  [10, "Just now"],
  [50, "1 minute ago"],
  [59 * 60 + 59, "59 minutes ago"],
  [4 * 3600, "4 hours ago"],
  [25 * 3600, "Yesterday"],
  [49 * 3600, "2 days ago"],
  [40 * 86_400, "Last month"],
  [800 * 86_400, "2 years ago"],
  [-180, "In 3 minutes"],
])("%d s ago is %s", (seconds, text) => {
  expect(ago(seconds)).toBe(text);
});

test("beside a time of the same day the day is not said again", () => {
  const at = (text: string) => new Date(text).getTime();
  const beside = (text: string) => formatMomentBeside(at(text), at("2026-11-23T14:05"), now);
  expect(beside("2026-11-23T03:00")).toBe("03:00");
  expect(beside("2026-11-22T03:00")).toMatch(/^22 Nov, 03:00$/);
});
