import { afterEach, beforeEach, expect, test, vi } from "vitest";

const now = 1_800_000_000_000;
const hour = 3600_000;

beforeEach(() => {
  vi.useFakeTimers({ now });
  vi.resetModules();
});
afterEach(() => {
  vi.useRealTimers();
});

const begin = () => import("#lib/queries/server-clock");

test("a clock that is right but for the way is left alone", async () => {
  const { serverNow, setServerTime } = await begin();
  setServerTime(now - 800);
  expect(serverNow()).toBe(now);
});

test("a wrong one is put right, and goes on; a jitter of the way changes nothing", async () => {
  const { onClockChange, serverNow, setServerTime } = await begin();
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
  for (let beat = 0; beat < 2; beat += 1) {
    vi.advanceTimersByTime(5000);
    setServerTime(Date.now());
  }
  expect(serverNow()).toBe(Date.now());
  expect(heard).toHaveBeenCalledTimes(2);
  forget();
});

test("what waited for a browser that slept is not taken for the time", async () => {
  const { serverNow, setServerTime } = await begin();
  setServerTime(now);
  vi.advanceTimersByTime(600_000);
  for (const late of [595_000, 594_000, 593_000]) setServerTime(Date.now() - late);
  expect(serverNow()).toBe(Date.now());
  vi.advanceTimersByTime(5000);
  setServerTime(Date.now());
  expect(serverNow()).toBe(Date.now());
});
