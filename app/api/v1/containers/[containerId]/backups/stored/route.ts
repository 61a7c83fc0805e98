import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { readStored } from "#lib/api/read-stored";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-backups-view", params: containerParams },
  async ({ deps, member, params }) => {
    await requireContainer(deps.db, member.hubId, params.containerId);
    return answer({ data: await readStored(deps.db, { hubId: member.hubId, ...params }) });
  },
);
