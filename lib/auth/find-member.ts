import { and, asc, eq } from "drizzle-orm";
import { hubs, memberships, users } from "#drizzle/schema";
import type { Role } from "#lib/auth/capabilities";
import type { Session } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";

export type Member = {
  userId: string;
  hubId: string;
  hubName: string;
  name: string;
  email: string;
  role: Role;
};

/** The member a session is of; null once the account, its membership or the session's epoch is gone. */
export async function findMember(db: Database, session: Session): Promise<Member | null> {
  const [member] = await db
    .select({
      userId: users.id,
      hubId: hubs.id,
      hubName: hubs.name,
      name: users.name,
      email: users.email,
      role: memberships.role,
    })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(hubs, eq(hubs.id, memberships.hubId))
    .where(and(eq(users.id, session.userId), eq(users.sessionEpoch, session.epoch)))
    .orderBy(asc(memberships.created))
    .limit(1);
  return member ?? null;
}
