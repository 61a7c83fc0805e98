import { instanceParams, logQuery } from "#lib/api/params";
import { requireInstance } from "#lib/api/require-instance";
import { socketRoute } from "#lib/api/socket-route";

/** The last lines of an instance's log, then each new one, while somebody looks. */
export const logSocket = socketRoute(
  {
    path: "v1/containers/[containerId]/instances/[instanceId]/log",
    capability: "containers-logs-view",
    params: instanceParams,
    query: logQuery,
  },
  async ({ deps, member, params, query: { tail } }) => {
    const { dockerId } = await requireInstance(deps.db, { hubId: member.hubId, ...params });
    return async (socket) => {
      // A log may be empty for a long time: this says that it is followed.
      await socket.send({ type: "lines", lines: [] });
      const options = { tail, follow: true, signal: socket.signal };
      for await (const lines of deps.runtime.log(dockerId, options))
        await socket.send({ type: "lines", lines });
      await socket.send({ type: "end", reason: null });
    };
  },
);
