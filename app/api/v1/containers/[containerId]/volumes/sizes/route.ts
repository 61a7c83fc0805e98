import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { readVolumeSizes } from "#lib/api/read-volume-sizes";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-view", params: containerParams },
  async ({ deps, member, params }) => {
    const container = await requireContainer(deps.db, member.hubId, params.containerId);
    return answer({ data: await readVolumeSizes(deps, container) });
  },
);
