import { useMemo, useSyncExternalStore } from "react";
import type { LogLineDto } from "#lib/api/socket-dto";
import { createKeptSocket, type StreamState } from "#lib/queries/kept-socket";

export type InstanceLog = {
  state: StreamState;
  refused: string | null;
  lines: readonly LogLineDto[];
  /** How many older lines were let go while new ones came. */
  dropped: number;
};

/** Lines that are kept beyond those that were asked for, and how many go at once. */
const spare = 5000;

const start: InstanceLog = { state: "connecting", refused: null, lines: [], dropped: 0 };

function createLog(containerId: string, instanceId: string, tail: number) {
  const most = tail + spare;
  const path = `/containers/${containerId}/instances/${instanceId}/log?tail=${tail}`;
  return createKeptSocket<InstanceLog>(path, start, (value, message, isFirst) => {
    if (message.type !== "lines") return null;
    // After a break the server begins with the last lines again.
    const before = isFirst ? [] : value.lines;
    const dropped = isFirst ? 0 : value.dropped;
    const lines = [...before, ...message.lines];
    if (lines.length <= most) return { ...value, lines, dropped };
    return { ...value, lines: lines.slice(-tail), dropped: dropped + lines.length - tail };
  });
}

/** The last lines of an instance's log, followed while somebody looks. */
export function useInstanceLog(containerId: string, instanceId: string, tail: number): InstanceLog {
  const store = useMemo(
    () => createLog(containerId, instanceId, tail),
    [containerId, instanceId, tail],
  );
  return useSyncExternalStore(store.subscribe, store.read, () => start);
}
