import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { cookies } from "next/headers";
import { cache } from "react";
import { hubs, memberships, users } from "#drizzle/schema";
import { webDeps } from "#lib/api/web-deps";
import type { Role } from "#lib/auth/capabilities";
import { sessionCookie } from "#lib/auth/session-cookie";
import { sessionSecret } from "#lib/auth/session-secret";
import { openSession, type Session } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";
import { readSettings } from "#lib/start/settings";

export type Member = {
  userId: string;
  hubId: string;
  hubName: string;
  name: string;
  email: string;
  role: Role;
};

/**
 * Who makes this request, or null when nobody is signed in. The token only names the account: role
 * and membership are read from the database each time, so that a change counts from the next request.
 */
export const currentMember = cache(async (): Promise<Member | null> => {
  const { name } = sessionCookie(readSettings(process.env).url);
  const session = await openSession((await cookies()).get(name)?.value, await sessionSecret());
  return session && findMember((await webDeps()).db, session);
});

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
