import { and, asc, eq, gt, sql } from "drizzle-orm";
import { hubs, memberships, sessions, users } from "#drizzle/hubs";
import type { Role } from "#lib/auth/capabilities";
import type { Session } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";

export type Member = {
  sessionId: string;
  userId: string;
  hubId: string;
  hubName: string;
  name: string;
  email: string;
  role: Role;
  /** Of the session that was shown: the account's own while the session is good. */
  epoch: number;
  /** When the session was last used, true to a few minutes. */
  lastSeen: Date;
};

/**
 * The member a session is of; null once the session was signed out or has expired, and once the
 * account, its membership or the session's epoch is gone.
 */
export async function findMember(db: Database, session: Session): Promise<Member | null> {
  const [member] = await db
    .select({
      sessionId: sessions.id,
      userId: users.id,
      hubId: hubs.id,
      hubName: hubs.name,
      name: users.name,
      email: users.email,
      role: memberships.role,
      epoch: users.sessionEpoch,
      lastSeen: sessions.lastSeen,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(hubs, eq(hubs.id, memberships.hubId))
    .where(
      and(
        eq(sessions.id, session.sessionId),
        gt(sessions.expires, sql`now()`),
        eq(users.id, session.userId),
        eq(users.sessionEpoch, session.epoch),
      ),
    )
    .orderBy(asc(memberships.created))
    .limit(1);
  return member ?? null;
}

/** Whether the session, its account and the account's membership of that hub stand as they did then. */
export async function isStillMember(db: Database, then: Member): Promise<boolean> {
  const now = await findMember(db, then);
  return now !== null && now.hubId === then.hubId && now.role === then.role;
}
