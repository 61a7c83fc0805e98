import { afterEach, describe, expect, it, vi } from "vitest";
import { openEventStream } from "#lib/api/event-stream";
import type { LiveEvent } from "#lib/api/live-event";

describe("openEventStream", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("ends at the next beat for a reader who is no member any more", async () => {
    vi.useFakeTimers();
    let member = true;
    let subscribed = 0;
    const subscribe = () => {
      subscribed++;
      return () => {
        subscribed--;
      };
    };
    const { body } = openEventStream(
      { subscribe },
      {
        hubId: "h1",
        method: "GET",
        signal: new AbortController().signal,
        isStillMember: async () => member,
      },
    );
    const reader = body?.getReader();
    const next = async () => {
      const read = await reader?.read();
      return read?.done ? "ended" : new TextDecoder().decode(read?.value);
    };
    const beat = () => `event: beat\ndata: ${Date.now()}\n\n`;
    expect(await next()).toBe("retry: 1000\nid: open\n\n");
    expect(await next()).toBe(beat());
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await next()).toBe(beat());
    member = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await next()).toBe("ended");
    expect(subscribed).toBe(0);
  });

  it("ends as soon as a reader was removed", async () => {
    let tell: (event: LiveEvent) => void = () => {};
    const subscribe = (_hub: string, listener: typeof tell) => {
      tell = listener;
      return () => {};
    };
    let member = true;
    const { body } = openEventStream(
      { subscribe },
      {
        hubId: "h1",
        method: "GET",
        signal: new AbortController().signal,
        isStillMember: async () => member,
      },
    );
    const text = new Response(body).text();
    tell({ type: "members" });
    await Promise.resolve();
    member = false;
    tell({ type: "members" });
    expect((await text).match(/members/g)).toHaveLength(2);
  });

  it("begins nothing for HEAD, whose body nobody reads", () => {
    const subscribe = () => {
      throw new Error("subscribed");
    };
    const { body, headers } = openEventStream(
      { subscribe },
      {
        ...{ hubId: "h1", method: "HEAD", signal: new AbortController().signal },
        isStillMember: async () => true,
      },
    );
    expect(body).toBeNull();
    expect(headers.get("content-type")).toContain("text/event-stream");
  });

  it("lets a reader go that leaves, without an error and without listening on", async () => {
    let subscribed = 0;
    const subscribe = () => {
      subscribed++;
      return () => {
        subscribed--;
      };
    };
    const leaving = new AbortController();
    const { body } = openEventStream(
      { subscribe },
      { hubId: "h1", method: "GET", signal: leaving.signal, isStillMember: async () => true },
    );
    expect(subscribed).toBe(1);
    await expect(body?.cancel()).resolves.toBeUndefined();
    leaving.abort();
    expect(subscribed).toBe(0);
  });

  it("tells first what has changed since the page was made, and lets go of whom that is too much", async () => {
    let subscribed = 0;
    const open = (count: number) =>
      openEventStream(
        {
          subscribe(_hub, listener, since) {
            subscribed++;
            for (let n = 0; n < count; n += 1) listener({ type: "container", id: `${since}` });
            return () => {
              subscribed--;
            };
          },
        },
        {
          ...{ hubId: "h1", method: "GET", since: 17, signal: new AbortController().signal },
          isStillMember: async () => true,
        },
      );
    const few = open(2).body?.getReader();
    const chunks = [];
    for (let n = 0; n < 4; n += 1) chunks.push((await few?.read())?.value);
    const told = 'data: {"type":"container","id":"17"}\n\n';
    expect(chunks.slice(2).map((chunk) => new TextDecoder().decode(chunk))).toEqual([told, told]);
    await few?.cancel();
    expect(await new Response(open(600).body).text()).toContain(told);
    expect(subscribed).toBe(0);
  });
});
