import { z } from "zod";
import { answer } from "#lib/api/answer";
import { memberParams } from "#lib/api/params";
import { readMembers } from "#lib/api/read-members";
import { route } from "#lib/api/route";
import { changeRole } from "#lib/auth/change-role";
import { roleInput } from "#lib/auth/create-invite";
import { removeMember } from "#lib/auth/remove-member";

export const PATCH = route(
  {
    capability: "hubs-members-manage",
    params: memberParams,
    body: z.strictObject({ role: roleInput }),
  },
  async ({ deps, member: { hubId }, asking, params: { memberId }, body }) => {
    await changeRole(deps.db, { hubId, memberId }, body.role, asking);
    const members = await readMembers(deps.db, hubId);
    return answer({ data: members.find(({ id }) => id === memberId) ?? null });
  },
);

export const DELETE = route(
  { capability: "hubs-members-manage", params: memberParams },
  async ({ deps, member: { hubId }, asking, params }) => {
    await removeMember(deps.db, { hubId, ...params }, asking);
    return answer({ data: null });
  },
);
