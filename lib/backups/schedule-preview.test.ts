import { expect, test } from "vitest";
import { previewSchedule } from "#lib/backups/schedule-preview";

const now = new Date("2026-10-24T12:00Z");

test("says when, and shows the next five runs over a change of the clocks", () => {
  const { words, next } = previewSchedule(" 30 2  * * * ", "Europe/Berlin", now);
  expect(words).toBe("At 02:30, every day");
  expect(next.map((due) => due.toISOString().slice(0, 16))).toEqual([
    "2026-10-25T00:30",
    "2026-10-26T01:30",
    "2026-10-27T01:30",
    "2026-10-28T01:30",
    "2026-10-29T01:30",
  ]);
});

test.each([
  ["0 3 * * 1-5", "At 03:00, Monday through Friday"],
  ["0 12 20 * 1", "At 12:00, on day 20 of the month, or on Monday"],
  ["0 0 L * *", "At 00:00, on the last day of the month"],
])("%s is %j", (cron, words) => {
  expect(previewSchedule(cron, "UTC", now).words).toBe(words);
});

test("what cannot be read is refused with words for the field", () => {
  expect(() => previewSchedule("0 3 * *", "UTC", now)).toThrow(/five fields/);
  expect(() => previewSchedule("0 3 * * *", "Mars/Base", now)).toThrow(RangeError);
});
