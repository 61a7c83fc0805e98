"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import { concernsFrame, createLiveCache } from "#lib/queries/live-cache";
import { type ConnectionState, createLiveConnection } from "#lib/queries/live-connection";
import { setServerTime } from "#lib/queries/server-clock";

const Connection = createContext<ConnectionState>("connecting");

/** Whether live changes arrive. */
export const useConnection = () => useContext(Connection);

/**
 * Listens to `/api/events` for as long as the dashboard is shown and keeps the query cache true.
 * @param madeAt when the server made the page, in ms since 1970: what has changed since is heard too
 */
export function LiveEvents({ madeAt, children }: { madeAt: number; children: ReactNode }) {
  const client = useQueryClient();
  const router = useRouter();
  const [connection] = useState(() => {
    const cache = createLiveCache(client);
    return createLiveConnection("/api/events", {
      madeAt,
      onEvent: (event) => {
        cache.apply(event);
        if (concernsFrame(event)) router.refresh();
      },
      onTime: setServerTime,
      onMissed: () => {
        cache.catchUp();
        router.refresh();
      },
    });
  });
  const state = useSyncExternalStore(
    connection.subscribe,
    connection.read,
    (): ConnectionState => "connecting",
  );
  return <Connection value={state}>{children}</Connection>;
}
