import type { LiveEvent } from "#lib/api/live-event";

/** `lost` is said only after a few seconds, so that a short break does not flicker. */
export type ConnectionState = "connecting" | "open" | "lost";

const patienceMs = 4000;
const retryMs = 2000;
/** The server sends something every 5 s: a longer silence is a connection that died without a word. */
const silenceMs = 12_000;

type Handlers = {
  onEvent: (event: LiveEvent) => void;
  /** The stream was broken, here or behind the server: events may have been missed. */
  onMissed: () => void;
  /** What time it is at the server, in ms since 1970. */
  onTime: (now: number) => void;
};

/**
 * One `EventSource` for the page, open while anyone listens; a store for `useSyncExternalStore`. The first
 * asks for what has changed since `madeAt` (ms since 1970), when the page was made; after a later one all
 * is looked at afresh.
 * EventSource reconnects by itself save when the server refused it: then this tries anew.
 */
export function createLiveConnection(
  address: string,
  { madeAt, onEvent, onMissed, onTime }: Handlers & { madeAt: number },
) {
  const listeners = new Set<() => void>();
  let state: ConnectionState = "connecting";
  let source: EventSource | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;

  function move(next: ConnectionState) {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function heard() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      move("lost");
      source?.close();
      connect();
    }, silenceMs);
  }

  function connect() {
    heard();
    source = new EventSource(wasOpen ? address : `${address}?since=${madeAt}`);
    source.onopen = () => {
      heard();
      clearTimeout(patience);
      patience = undefined;
      if (wasOpen) onMissed();
      wasOpen = true;
      move("open");
    };
    source.onmessage = (message: MessageEvent<string>) => {
      heard();
      onEvent(JSON.parse(message.data) as LiveEvent);
    };
    source.addEventListener("beat", (beat) => {
      heard();
      onTime(Number(beat.data));
    });
    source.addEventListener("missed", onMissed);
    source.onerror = () => {
      patience ??= setTimeout(() => move("lost"), patienceMs);
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(silence);
      clearTimeout(retry);
      retry = setTimeout(connect, retryMs);
    };
  }

  function close() {
    for (const timer of [patience, retry, silence]) clearTimeout(timer);
    patience = undefined;
    source?.close();
    source = null;
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (source === null) connect();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) close();
      };
    },
    read: (): ConnectionState => state,
  };
}
