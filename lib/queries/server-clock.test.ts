import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onClockChange, serverNow, setServerTime } from "#lib/queries/server-clock";

const now = 1_800_000_000_000;
const hour = 3600_000;

beforeEach(() => {
  vi.useFakeTimers({ now });
});
afterEach(() => {
  setServerTime(Date.now());
  vi.useRealTimers();
});

test("a clock that is right but for the way is left alone", () => {
  setServerTime(now - 800);
  expect(serverNow()).toBe(now);
});

test("a wrong one is put right, and goes on; a jitter of the way changes nothing", () => {
  const heard = vi.fn();
  const forget = onClockChange(heard);
  setServerTime(now + 2 * hour);
  expect(serverNow()).toBe(now + 2 * hour);
  vi.advanceTimersByTime(5000);
  setServerTime(now + 2 * hour + 5000 - 300);
  expect(serverNow()).toBe(now + 2 * hour + 5000);
  expect(heard).toHaveBeenCalledTimes(1);
  // Somebody sets it.
  vi.setSystemTime(now + 2 * hour + 5000);
  setServerTime(now + 2 * hour + 5000);
  expect(serverNow()).toBe(Date.now());
  expect(heard).toHaveBeenCalledTimes(2);
  forget();
});
