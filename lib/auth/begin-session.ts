import { lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { sessions } from "#drizzle/hubs";
import { noteSeen } from "#lib/auth/note-visit";
import { type Account, type Session, sessionSeconds } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";

/**
 * Signs an account in: a session of its own for each browser. The table grows nowhere else, so this is
 * where the sessions that have expired, of anyone, are removed.
 *
 * @param userAgent what the browser calls itself, for the person's own list of sessions
 */
export async function beginSession(
  db: Database,
  { userId, epoch }: Account,
  userAgent: string | null,
): Promise<Session> {
  const sessionId = uuidv7();
  await db.delete(sessions).where(lt(sessions.expires, sql`now()`));
  await db.insert(sessions).values({
    id: sessionId,
    userId,
    userAgent: (userAgent ?? "").slice(0, 300),
    expires: new Date(Date.now() + sessionSeconds * 1000),
  });
  await noteSeen(db, userId, new Date());
  return { userId, epoch, sessionId };
}
