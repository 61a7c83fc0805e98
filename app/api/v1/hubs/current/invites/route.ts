import { answer } from "#lib/api/answer";
import { readInvites } from "#lib/api/read-members";
import { route } from "#lib/api/route";
import { createInvite, inviteInput } from "#lib/auth/create-invite";

export const GET = route({ capability: "hubs-members-manage" }, async ({ deps, member }) =>
  answer({ data: await readInvites(deps.db, member.hubId) }),
);

export const POST = route(
  { capability: "hubs-members-manage", body: inviteInput },
  async ({ deps, member: { hubId }, asking, body }) => {
    const { id, token } = await createInvite(deps.db, hubId, body, asking);
    const [invite] = await readInvites(deps.db, hubId, id);
    return answer({ data: { ...invite, path: `/invite?token=${token}` } }, 201);
  },
);
