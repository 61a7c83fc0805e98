import { answer } from "#lib/api/answer";
import { inviteParams } from "#lib/api/params";
import { route } from "#lib/api/route";
import { revokeInvite } from "#lib/auth/revoke-invite";

export const DELETE = route(
  { capability: "hubs-members-manage", params: inviteParams },
  async ({ deps, member, asking, params }) => {
    await revokeInvite(deps.db, { hubId: member.hubId, ...params }, asking);
    return answer({ data: null });
  },
);
