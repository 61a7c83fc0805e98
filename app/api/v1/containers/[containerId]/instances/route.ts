import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { readInstances } from "#lib/api/read-instances";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-instances-view", params: containerParams },
  async ({ deps, member, params }) => {
    await requireContainer(deps.db, member.hubId, params.containerId);
    return answer({ data: await readInstances(deps.db, { hubId: member.hubId, ...params }) });
  },
);
