import { z } from "zod";
import { containerParams } from "#lib/api/params";
import { requireContainer } from "#lib/api/require-container";
import { runningInstances } from "#lib/api/require-instance";
import { socketRoute } from "#lib/api/socket-route";

/** Each is a stream of its own from Docker. */
const mostInstances = 24;

/** What a container's running instances use, about once a second each, while somebody looks. */
export const statsSocket = socketRoute(
  {
    path: "v1/containers/[containerId]/instances/stats",
    capability: "containers-instances-view",
    params: containerParams,
    query: z.object({}),
  },
  async ({ deps, member, params: { containerId } }) => {
    const { hubId } = member;
    await requireContainer(deps.db, hubId, containerId);
    const running = await runningInstances(deps.db, { hubId, containerId });
    return async (socket) => {
      const follow = async ({ id, dockerId }: (typeof running)[number]) => {
        for await (const stats of deps.runtime.stats(dockerId, socket.signal))
          await socket.send({
            type: "stats",
            instance_id: id,
            cpu_percent: stats.cpuPercent,
            memory_bytes: stats.memoryBytes,
            memory_limit_bytes: stats.memoryLimitBytes,
          });
      };
      await Promise.all(running.slice(0, mostInstances).map(follow));
      await socket.send({ type: "end", reason: null });
    };
  },
);
