import { expect, test } from "vitest";
import { isDue } from "#lib/backups/catalogue/is-due";

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const due = (hours: number, last: Parameters<typeof isDue>[0]["last"], now: number) =>
  isDue({ hours, created: at(0), last }, at(now));

test("first when the integration is that old, then so long after the last", () => {
  expect(due(24, null, 23)).toBe(false);
  expect(due(24, null, 24)).toBe(true);
  expect(due(24, { state: "completed", finished: at(30) }, 53)).toBe(false);
  expect(due(24, { state: "completed", finished: at(30) }, 54)).toBe(true);
});

test("an hour after one that failed; never while one is under way, or when it is turned off", () => {
  expect(due(24, { state: "failed", finished: at(30) }, 31)).toBe(true);
  expect(due(24, { state: "running", finished: null }, 100)).toBe(false);
  expect(due(24, { state: "queued", finished: null }, 100)).toBe(false);
  expect(due(0, null, 1000)).toBe(false);
});
