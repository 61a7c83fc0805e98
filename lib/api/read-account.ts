import { and, desc, eq, gt, sql } from "drizzle-orm";
import { sessions } from "#drizzle/hubs";
import type { AccountDto, SessionDto } from "#lib/api/account-dto";
import { deviceOf } from "#lib/api/device-of";
import type { Member } from "#lib/auth/find-member";
import type { Database } from "#lib/db/client";

/** Who asks. */
export function toAccount({ userId, name, email }: Member): AccountDto {
  return { id: userId, name, email };
}

/** Where the account is signed in, last used first; never a token. */
export async function readSessions(db: Database, member: Member): Promise<SessionDto[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, member.userId), gt(sessions.expires, sql`now()`)))
    .orderBy(desc(sessions.lastSeen), desc(sessions.id));
  return rows.map((row) => ({
    id: row.id,
    device: deviceOf(row.userAgent),
    user_agent: row.userAgent,
    created: row.created.toISOString(),
    last_seen: row.lastSeen.toISOString(),
    current: row.id === member.sessionId,
  }));
}
