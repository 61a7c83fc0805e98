import { and, eq, gt, sql } from "drizzle-orm";
import { hubs, invites, memberships, users } from "#drizzle/hubs";
import { hashToken } from "#lib/auth/one-time-token";
import type { Account } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";
import type { Role } from "#lib/hubs/roles";

export type OpenInvite = {
  id: string;
  hubId: string;
  hubName: string;
  email: string;
  role: Role;
  creator: string;
  /**
   * The account of that email, if it is in use. One that is a member of nothing is not: whoever holds
   * the link takes it over, with a new password.
   */
  account: Account | null;
};

/** The invite of that token, if it is open: made, not used, not revoked, not expired. */
export async function findInvite(db: Database, token: string): Promise<OpenInvite | null> {
  const [invite] = await db
    .select({
      id: invites.id,
      hubId: invites.hubId,
      hubName: hubs.name,
      email: invites.email,
      role: invites.role,
      creator: invites.creator,
    })
    .from(invites)
    .innerJoin(hubs, eq(hubs.id, invites.hubId))
    .where(and(eq(invites.tokenHash, hashToken(token)), gt(invites.expires, sql`now()`)));
  if (!invite) return null;
  const [account] = await db
    .select({ userId: users.id, epoch: users.sessionEpoch, passwordHash: users.passwordHash })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(eq(sql`lower(${users.email})`, invite.email.toLowerCase()))
    .limit(1);
  return { ...invite, account: account ?? null };
}
