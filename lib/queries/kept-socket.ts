import type { SocketMessage } from "#lib/api/socket-dto";
import { type LiveSocket, openLiveSocket } from "#lib/queries/live-socket";

export type StreamState = "connecting" | "open" | "lost" | "ended";

const retryMs = 3000;
/** A flood of messages is shown some times a second, not one by one. */
const showEveryMs = 60;

/**
 * A store for `useSyncExternalStore` that is fed by a socket, open while anyone listens and opened
 * again when it broke, until the server says that nothing more comes.
 *
 * @param onMessage makes the next value of a message, or null for one that changes nothing
 */
export function createKeptSocket<T extends { state: StreamState; refused: string | null }>(
  path: string,
  start: T,
  onMessage: (value: T, message: SocketMessage, isFirst: boolean) => T | null,
) {
  const listeners = new Set<() => void>();
  let value = start;
  let socket: LiveSocket | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;

  function put(next: T) {
    value = next;
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      for (const listener of listeners) listener();
    }, showEveryMs);
  }

  function connect() {
    let isFirst = true;
    socket = openLiveSocket(path, {
      onMessage(message) {
        if (message.type === "refused") {
          const { title, detail } = message.error;
          return put({ ...value, refused: detail ?? title });
        }
        if (message.type === "end") return put({ ...value, state: "ended", refused: null });
        const next = onMessage(value, message, isFirst);
        isFirst = false;
        if (next) put({ ...next, state: "open", refused: null });
      },
      onClose() {
        socket = null;
        if (value.state === "ended") return;
        put({ ...value, state: "lost" });
        retry = setTimeout(connect, retryMs);
      },
    });
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (listeners.size === 1 && value.state !== "ended") connect();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(retry);
        socket?.close();
        socket = null;
      };
    },
    read: () => value,
  };
}
