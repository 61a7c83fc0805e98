import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { readCompared } from "#lib/api/read-sweeps";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-backups-view", params: containerParams },
  async ({ deps, member, params }) => {
    const { config } = await requireContainer(deps.db, member.hubId, params.containerId);
    const integrationId = config.integrations.backups?.integration_id;
    const where = integrationId && { hubId: member.hubId, integrationId };
    return answer({ data: { compared: where ? await readCompared(deps.db, where) : null } });
  },
);
