import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DurationError,
  formatDuration,
  longestDuration,
  parseDuration,
} from "#lib/backups/duration";

describe("parseDuration", () => {
  it.each([
    ["3d15h10m5s", 3 * 86_400 + 15 * 3_600 + 10 * 60 + 5],
    ["1s", 1],
    ["90m", 5_400],
    ["1.5h", 5_400],
    ["365d", 31_536_000],
    ["2w", 1_209_600],
    ["1y", 31_557_600],
    ["10y", longestDuration],
    ["1500ms", 2],
    ["1000ms", 1],
    ["999ms1000us", 1],
    ["1000000000ns", 1],
    ["1000000µs", 1],
    ["  6h ", 21_600],
    ["5s1h", 3_605],
  ])("reads %s as %d s", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    ["", "Write a duration"],
    ["5", "5 has no unit"],
    ["5x", "units"],
    ["-5s", "units"],
    ["5s and more", "units"],
    ["1h 5s", "units"],
    ["5S", "units"],
    ["1mo", "units"],
    ["1e3s", "units"],
    ["s", "units"],
    ["1h1h", "twice"],
    ["0s", "shortest"],
    ["999ms", "shortest"],
    ["10y1s", "longest"],
    [`${"9".repeat(400)}y`, "longest"],
  ])("refuses %j", (text, message) => {
    expect(() => parseDuration(text)).toThrow(message);
    expect(() => parseDuration(text)).toThrow(DurationError);
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0s"],
    [0.04, "0.1s"],
    [0.44, "0.4s"],
    [9.96, "10s"],
    [9, "9s"],
    [59.6, "1m"],
    [65, "1m 5s"],
    [3_600, "1h"],
    [3_599.7, "1h"],
    [7_265, "2h 1m"],
    [86_399, "1d"],
    [313_805, "3d 15h"],
    [31_536_000, "365d"],
    [Number.NaN, "0s"],
  ])("shows %d s as %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it("gives what parseDuration reads back, to within its smallest unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longestDuration }), (seconds) => {
        const back = parseDuration(formatDuration(seconds).replace(" ", ""));
        expect(Math.abs(back - seconds)).toBeLessThanOrEqual(seconds / 24);
      }),
    );
  });
});
