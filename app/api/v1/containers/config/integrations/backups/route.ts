import { answer } from "#lib/api/answer";
import { applyPolicy } from "#lib/api/apply-policy";
import { route } from "#lib/api/route";
import { policyInput } from "#lib/backups/backup-config-input";

export const PATCH = route(
  { capability: "containers-config-manage", body: policyInput },
  async ({ deps, member, actor, body }) => {
    const results = await applyPolicy(deps, { hubId: member.hubId, input: body, actor });
    return answer({ data: { results } });
  },
);
