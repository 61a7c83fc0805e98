import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLiveConnection } from "#lib/queries/live-connection";

/** What the browser's own does, as far as it is used: the test plays the server. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 0;
  onopen = () => {};
  onerror = () => {};
  onmessage = (_message: { data: string }) => {};
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSource.all.push(this);
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
}
const newest = () => {
  const found = FakeSource.all.at(-1);
  if (!found) throw new Error("nothing was opened");
  return found;
};

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.all = [];
  vi.stubGlobal("EventSource", FakeSource);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open() {
  const onMissed = vi.fn();
  const onEvent = vi.fn();
  const onTime = vi.fn();
  const connection = createLiveConnection("/events", { madeAt: 7, onMissed, onEvent, onTime });
  const leave = connection.subscribe(() => {});
  newest().onopen();
  return { connection, leave, onMissed, onEvent, onTime };
}

test("a short break is not spoken of, a longer one is; what was missed is fetched", () => {
  const { connection, onMissed } = open();
  newest().onerror();
  vi.advanceTimersByTime(3000);
  expect(connection.read()).toBe("open");
  vi.advanceTimersByTime(2000);
  expect(connection.read()).toBe("lost");
  expect(onMissed).not.toHaveBeenCalled();
  newest().onopen();
  expect(connection.read()).toBe("open");
  expect(onMissed).toHaveBeenCalledTimes(1);
});

test("a connection that says nothing any more is lost, and is made anew until it answers", () => {
  const { connection, onMissed, onTime } = open();
  for (let beat = 0; beat < 10; beat += 1) {
    vi.advanceTimersByTime(5000);
    newest().dispatchEvent(new MessageEvent("beat", { data: "1764367200000" }));
  }
  expect(onTime).toHaveBeenLastCalledWith(1_764_367_200_000);
  expect(connection.read()).toBe("open");
  expect(FakeSource.all).toHaveLength(1);
  vi.advanceTimersByTime(12_000);
  expect(connection.read()).toBe("lost");
  expect(FakeSource.all[0]?.readyState).toBe(FakeSource.CLOSED);
  vi.advanceTimersByTime(12_000);
  expect(FakeSource.all.map(({ url }) => url)).toEqual(["/events?since=7", "/events", "/events"]);
  newest().onopen();
  expect(connection.read()).toBe("open");
  expect(onMissed).toHaveBeenCalledTimes(1);
});

test("a refused one is tried again, and nothing is once nobody listens", () => {
  const { leave } = open();
  newest().close();
  newest().onerror();
  vi.advanceTimersByTime(2000);
  expect(FakeSource.all).toHaveLength(2);
  leave();
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.all).toHaveLength(2);
});
