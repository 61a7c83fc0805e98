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
/** For a browser to answer that it was told to leave. */
const leaveMs = 2_000;

/** Whether a member may have a socket, and when that is to be asked again. */
export type SocketRights = {
  isStillAllowed(): Promise<boolean>;
  /** Calls `changed` whenever members or sessions have changed, until the answered function is called. */
  watch(changed: () => void): () => void;
};

/**
 * Wraps a connection. At each beat it is pinged, and cut off when it did not answer the ping before;
 * then, and when rights may have changed, it is asked whether the member still may: whoever lost the
 * right hears and says no more from that moment on, whether or not their end lets go.
 */
export function createLiveSocket(
  socket: WebSocket,
  { isStillAllowed, watch }: SocketRights,
): LiveSocket {
  const controller = new AbortController();
  let answered = true;
  let refused = false;
  const check = () => {
    isStillAllowed().then(
      (allowed) => {
        if (allowed || refused) return;
        refused = true;
        socket.close(policyViolation);
        controller.abort();
        setTimeout(() => socket.terminate(), leaveMs).unref();
      },
      // Who cannot be looked up now reconnects, and is looked up then.
      () => socket.close(),
    );
  };
  const beat = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    check();
  }, beatMs);
  const unwatch = watch(check);
  socket.on("pong", () => {
    answered = true;
  });
  socket.on("close", () => {
    clearInterval(beat);
    unwatch();
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
        // It goes on hearing until the other end has answered the closing.
        if (refused || socket.readyState !== socket.OPEN) return;
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
