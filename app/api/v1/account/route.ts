import { z } from "zod";
import { answer } from "#lib/api/answer";
import { toAccount } from "#lib/api/read-account";
import { route } from "#lib/api/route";
import { ownerInput } from "#lib/auth/owner-input";
import { renameAccount } from "#lib/auth/rename-account";

export const GET = route({ capability: null }, async ({ member }) =>
  answer({ data: toAccount(member) }),
);

export const PATCH = route(
  { capability: null, body: z.strictObject({ name: ownerInput.shape.name }) },
  async ({ deps, member, body: { name } }) => {
    await renameAccount(deps.db, member, name);
    return answer({ data: toAccount({ ...member, name }) });
  },
);
