import { describe, expect, it } from "vitest";
import { openEventStream } from "#lib/api/event-stream";

describe("openEventStream", () => {
  it("lets a reader go that leaves, without an error and without listening on", async () => {
    let subscribed = 0;
    const subscribe = () => {
      subscribed++;
      return () => {
        subscribed--;
      };
    };
    const leaving = new AbortController();
    const { body } = openEventStream({ subscribe }, "h1", leaving.signal);
    expect(subscribed).toBe(1);
    await expect(body?.cancel()).resolves.toBeUndefined();
    leaving.abort();
    expect(subscribed).toBe(0);
  });
});
