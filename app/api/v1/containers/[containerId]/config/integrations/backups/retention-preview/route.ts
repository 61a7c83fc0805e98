import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { previewRetention } from "#lib/api/preview-retention";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";
import { retentionPreviewInput } from "#lib/backups/backup-config-input";

export const POST = route(
  { capability: "containers-config-manage", params: containerParams, body: retentionPreviewInput },
  async ({ deps, member, params, body }) => {
    await requireContainer(deps.db, member.hubId, params.containerId);
    const { retention: policy, time_zone: timeZone } = body;
    const terms = { policy, timeZone, now: new Date() };
    return answer({ data: await previewRetention(deps.db, params.containerId, terms) });
  },
);
