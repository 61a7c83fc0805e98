import type { LiveEvent } from "#lib/api/live-event";
import type { LiveFeed } from "#lib/api/live-feed";

const beatMs = 5_000;
// A reader that does not read is cut off, and looks afresh when it reconnects.
const mostWaiting = 500;

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/**
 * The hub's changes as server-sent events, until the reader leaves; with `since` (ms since 1970) those
 * come first that were told from then on. A beat at the start and every 5 s says what time it is here
 * (ms since 1970), keeps proxies from closing the connection, and lets the reader see when it is dead;
 * `missed` asks the reader to look afresh. At each beat, and when members or sessions have changed, `isStillMember` is asked too:
 * whoever has lost the account, the hub or the session hears no more.
 */
export function openEventStream(
  live: LiveFeed,
  reader: {
    hubId: string;
    method: string;
    since?: number | undefined;
    signal: AbortSignal;
    isStillMember(): Promise<boolean>;
  },
): Response {
  const { hubId, signal } = reader;
  // Next answers HEAD with what GET does, and nobody would ever read or end the stream.
  if (reader.method === "HEAD") return new Response(null, { headers });
  const encoder = new TextEncoder();
  let leave = () => {};
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          if ((controller.desiredSize ?? 0) <= -mostWaiting) return close();
          controller.enqueue(encoder.encode(text));
        };
        const check = (then: () => void) => {
          reader.isStillMember().then(
            (member) => (member ? !left && then() : close()),
            // Who cannot be looked up now reconnects, and is looked up then.
            close,
          );
        };
        const beat = () => send(`event: beat\ndata: ${Date.now()}\n\n`);
        const timer = setInterval(() => check(beat), beatMs);
        let unsubscribe = () => {};
        let left = false;
        leave = () => {
          left = true;
          unsubscribe();
          clearInterval(timer);
        };
        const close = () => {
          if (left) return;
          leave();
          controller.close();
        };
        signal.addEventListener("abort", close, { once: true });
        // A browser that reconnects by itself names this id.
        send("retry: 1000\nid: open\n\n");
        beat();
        const hear = (event: LiveEvent | "missed") => {
          if (event === "missed") return send("event: missed\ndata: {}\n\n");
          send(`data: ${JSON.stringify(event)}\n\n`);
          if (event.type === "members" || event.type === "account") check(() => {});
        };
        unsubscribe = live.subscribe(hubId, hear, reader.since);
        // What came first may have been too much for it.
        if (left) unsubscribe();
      },
      // The reader has closed it: closing it again would be an error.
      cancel: () => leave(),
    },
    { highWaterMark: 1 },
  );
  return new Response(stream, { headers });
}
