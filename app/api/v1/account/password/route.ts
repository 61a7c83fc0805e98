import { answer } from "#lib/api/answer";
import { route } from "#lib/api/route";
import { changePassword, passwordInput } from "#lib/auth/change-password";
import { clientAddress } from "#lib/auth/client-address";
import { webLimit } from "#lib/auth/web-sign-in";

export const PATCH = route(
  { capability: null, body: passwordInput },
  async ({ deps, member, body, request }) => {
    const address = clientAddress(request.headers, process.env);
    const limited = { db: deps.db, limit: webLimit() };
    return answer({
      data: { sessions_ended: await changePassword(limited, member, { ...body, address }) },
    });
  },
);
