import type { ConsoleEnd } from "#lib/containers/types";
import { openLiveSocket } from "#lib/queries/live-socket";

export type ConsoleState =
  | { state: "opening" }
  | { state: "open"; shell: string }
  | { state: "ended"; reason: ConsoleEnd | null }
  | { state: "refused"; reason: string }
  | { state: "lost" };

type Size = { columns: number; rows: number };

export type ConsoleConnection = {
  type(bytes: Uint8Array): void;
  resize(size: Size): void;
  /** So many bytes have reached the screen. */
  shown(bytes: number): void;
  /** Ends the console. */
  close(): void;
};

/** Opens a shell in an instance, with a terminal of that size. */
export function openConsoleConnection(
  where: { containerId: string; instanceId: string; size: Size },
  handlers: { onState: (state: ConsoleState) => void; onBytes: (bytes: Uint8Array) => void },
): ConsoleConnection {
  const { containerId, instanceId, size } = where;
  const { onState, onBytes } = handlers;
  const query = `columns=${size.columns}&rows=${size.rows}`;
  let isOver = false;
  const end = (state: ConsoleState) => {
    if (!isOver) onState(state);
    isOver = true;
  };
  const socket = openLiveSocket(
    `/containers/${containerId}/instances/${instanceId}/console?${query}`,
    {
      onBytes,
      onMessage(message) {
        if (message.type === "open") onState({ state: "open", shell: message.shell });
        if (message.type === "end") end({ state: "ended", reason: message.reason });
        if (message.type === "refused") {
          const { title, detail } = message.error;
          end({ state: "refused", reason: detail ?? title });
        }
      },
      onClose: () => end({ state: "lost" }),
    },
  );
  return {
    type: socket.type,
    resize: (to) => socket.say({ type: "resize", ...to }),
    shown: (bytes) => socket.say({ type: "shown", bytes }),
    close: socket.close,
  };
}
