import type { RawData, WebSocket } from "ws";
import type { SocketMessage } from "#lib/api/socket-dto";

/** A browser's end of a socket. */
export type LiveSocket = {
  /** Aborted when the connection has ended, whoever ended it. */
  signal: AbortSignal;
  /** An object is sent as JSON, bytes as they are; resolves when the browser may have more. */
  send(message: SocketMessage | Uint8Array): Promise<void>;
  /** A listener that fails ends the connection. */
  onMessage(listener: (data: Buffer, isBinary: boolean) => Promise<void>): void;
  /** Whether it was ended because the member may not have it any more. */
  refused(): boolean;
  close(): void;
};

const beatMs = 15_000;
/** Bytes that may wait for a slow reader. */
const mostWaiting = 512 * 1024;
const policyViolation = 1008;

/**
 * Wraps a connection. At each beat it is pinged, and cut off when it did not answer the ping before;
 * and `isStillAllowed` is asked, so that whoever lost the right hears and says no more.
 */
export function createLiveSocket(
  socket: WebSocket,
  isStillAllowed: () => Promise<boolean>,
): LiveSocket {
  const controller = new AbortController();
  let answered = true;
  let refused = false;
  const beat = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    isStillAllowed().then(
      (allowed) => {
        if (allowed) return;
        refused = true;
        socket.close(policyViolation);
      },
      // Who cannot be looked up now reconnects, and is looked up then.
      () => socket.close(),
    );
  }, beatMs);
  socket.on("pong", () => {
    answered = true;
  });
  socket.on("close", () => {
    clearInterval(beat);
    controller.abort();
  });
  // What went wrong with a connection ends it: `close` follows.
  socket.on("error", () => undefined);
  return {
    signal: controller.signal,
    send(message) {
      if (socket.readyState !== socket.OPEN) return Promise.resolve();
      const data = message instanceof Uint8Array ? message : JSON.stringify(message);
      const sent = new Promise<void>((resolve) => socket.send(data, () => resolve()));
      return socket.bufferedAmount > mostWaiting ? sent : Promise.resolve();
    },
    onMessage(listener) {
      socket.on("message", (data: RawData, isBinary) => {
        listener(toBuffer(data), isBinary).catch((error: unknown) => {
          console.error("socket:", error);
          socket.close();
        });
      });
    },
    refused: () => refused,
    close: () => socket.close(),
  };
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
