import type { ConsoleMessage, SocketMessage } from "#lib/api/socket-dto";

type Handlers = {
  onMessage: (message: SocketMessage) => void;
  onBytes?: (bytes: Uint8Array) => void;
  /** The connection has ended, or could not be made. */
  onClose: () => void;
};

export type LiveSocket = {
  say(message: ConsoleMessage): void;
  /** Sends bytes, in pieces that the server takes. */
  type(bytes: Uint8Array): void;
  /** Ends it without a word to `onClose`. */
  close(): void;
};

const pieceBytes = 16 * 1024;

/** Opens a WebSocket of the API; `path` stands under `/api/v1`. */
export function openLiveSocket(
  path: string,
  { onMessage, onBytes, onClose }: Handlers,
): LiveSocket {
  const address = new URL(`/api/v1${path}`, window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === "string") onMessage(JSON.parse(data) as SocketMessage);
    else onBytes?.(new Uint8Array(data));
  };
  socket.onclose = onClose;
  return {
    say(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    type(bytes) {
      if (socket.readyState !== WebSocket.OPEN) return;
      for (let at = 0; at < bytes.length; at += pieceBytes)
        socket.send(Uint8Array.from(bytes.subarray(at, at + pieceBytes)));
    },
    close() {
      socket.onmessage = null;
      socket.onclose = null;
      // One that is closed while it is being made is an error in the browser's eyes.
      if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
      else socket.close();
    },
  };
}
