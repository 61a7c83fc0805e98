import { useMemo, useSyncExternalStore } from "react";
import type { StatsDto } from "#lib/api/socket-dto";
import { createKeptSocket, type StreamState } from "#lib/queries/kept-socket";

type Stats = {
  state: StreamState;
  refused: string | null;
  /** The newest of each instance. */
  byInstance: ReadonlyMap<string, StatsDto>;
};

const start: Stats = { state: "connecting", refused: null, byInstance: new Map() };

/** A store of what the container's instances use; `running` names those that it is about. */
function createStats(containerId: string, running: string) {
  const path = `/containers/${containerId}/instances/stats`;
  const store = createKeptSocket<Stats>(path, start, (value, message) =>
    message.type === "stats"
      ? { ...value, byInstance: new Map(value.byInstance).set(message.instance_id, message) }
      : null,
  );
  const nothing = { subscribe: () => () => {}, read: () => start };
  return running === "" ? nothing : store;
}

/**
 * What a container's instances use now, while somebody looks: one connection, opened anew when other
 * ones run. `running` is a text that changes with them, blank when none does.
 */
export function useInstanceStats(containerId: string, running: string): Stats {
  const store = useMemo(() => createStats(containerId, running), [containerId, running]);
  return useSyncExternalStore(store.subscribe, store.read, () => start);
}
