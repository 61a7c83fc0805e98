import { describe, expect, test } from "vitest";
import { goneRemoval } from "#lib/containers/gone-removal";
import { longestBreakMs, tickWatch, type WatchClock } from "#lib/containers/watch-clock";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 4, 1, 12);
const at = (ms: number) => new Date(start + ms);

const fresh: WatchClock = { watchedMs: 0, lastSeen: null, watchedSince: null };
const gone = { keepBackups: false, engineId: "engine", goneFromMs: 0 };

/** The host's clock after looks at these moments, in ms from the start. */
function looks(...moments: number[]) {
  let clock = fresh;
  for (const ms of moments) clock = tickWatch(clock, at(ms));
  return { ...clock, engineId: "engine" };
}
/** A look a minute from one moment to another. */
const everyMinute = (from: number, to: number) =>
  Array.from({ length: (to - from) / minute + 1 }, (_, index) => from + index * minute);

/** When it is due, in ms from the start. */
function dueAt(host: ReturnType<typeof looks>, graceSeconds: number, container = gone): number {
  const removal = goneRemoval(container, host, graceSeconds);
  if (removal.state !== "counting") throw new Error(removal.state);
  return removal.due.getTime() - start;
}

describe("the countdown", () => {
  test("ends a grace period after it was first not seen, and does not move while it is watched", () => {
    for (const until of [0, minute, 10 * hour])
      expect(dueAt(looks(...everyMinute(0, until)), 86_400)).toBe(day);
  });

  test("starts where it went, not where the watch began", () => {
    const host = looks(...everyMinute(0, 5 * hour));
    expect(dueAt(host, 86_400, { ...gone, goneFromMs: 5 * hour })).toBe(5 * hour + day);
  });

  test("needs a minute of seen absence even when the grace period is 0", () => {
    expect(dueAt(looks(0), 0)).toBe(minute);
    const host = looks(0, minute, 2 * minute);
    expect(dueAt(host, 0, { ...gone, goneFromMs: 2 * minute })).toBe(3 * minute);
  });

  test("stands still while nobody looks: a week down costs nothing of it", () => {
    const host = looks(...everyMinute(0, hour), hour + 7 * day);
    expect(dueAt(host, 86_400)).toBe(7 * day + day);
  });

  test("leaves an hour to react after a break, however little was left", () => {
    const host = looks(...everyMinute(0, 23 * hour + 59 * minute), 30 * hour);
    expect(dueAt(host, 86_400)).toBe(31 * hour);
    const long = looks(...everyMinute(0, hour), 5 * hour);
    expect(dueAt(long, 600)).toBe(5 * hour + 10 * minute);
    expect(dueAt(long, 0)).toBe(5 * hour + minute);
  });

  test("a break of less than three minutes is none", () => {
    expect(dueAt(looks(0, longestBreakMs), 86_400)).toBe(day);
    expect(dueAt(looks(0, longestBreakMs + 1), 86_400)).toBe(longestBreakMs + 1 + day);
  });

  test("a clock that is set forth or back counts nothing", () => {
    expect(dueAt(looks(0, 30 * day), 86_400)).toBe(31 * day);
    expect(dueAt(looks(0, minute, -30 * day), 86_400)).toBe(-30 * day + day - minute);
  });

  test("a longer grace period counts from the same moment", () => {
    expect(dueAt(looks(...everyMinute(0, hour)), 7 * 86_400)).toBe(7 * day);
  });
});

describe("is not counted", () => {
  const host = looks(...everyMinute(0, 48 * 60 * minute));

  test("where a person keeps the backups", () => {
    expect(goneRemoval({ ...gone, keepBackups: true }, host, 0)).toEqual({ state: "kept" });
  });

  test.each([
    ["on another engine", gone, { ...host, engineId: "another" }],
    ["while no engine answered yet", gone, { ...looks(), engineId: null }],
    ["of one that was never seen", { ...gone, engineId: null, goneFromMs: null }, host],
    ["of one that was never seen gone", { ...gone, goneFromMs: null }, host],
  ])("%s", (_, container, where) => {
    expect(goneRemoval(container, where, 0)).toEqual({ state: "held" });
  });
});
