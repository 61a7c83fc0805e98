import { answer } from "#lib/api/answer";
import { hideCommands } from "#lib/api/hide-commands";
import { containerParams } from "#lib/api/params";
import { readRestored } from "#lib/api/read-restored";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-backups-view", params: containerParams },
  async ({ deps, member, params }) => {
    await requireContainer(deps.db, member.hubId, params.containerId);
    const restored = await readRestored(deps.db, { hubId: member.hubId, ...params });
    return answer({ data: hideCommands(member.role, restored) });
  },
);
