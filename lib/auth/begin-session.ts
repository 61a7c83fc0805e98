import { lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { sessions, users } from "#drizzle/hubs";
import { noteSeen } from "#lib/auth/note-visit";
import { type Account, type Session, sessionSeconds } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Signs an account in: a session of its own for each browser. The table grows nowhere else, so this is
 * where the sessions that have expired, of anyone, are removed.
 *
 * @param userAgent what the browser calls itself, for the person's own list of sessions
 * @throws Refusal when the account has another password by now, or its sessions were ended meanwhile
 */
export async function beginSession(
  db: Database,
  { userId, epoch, passwordHash }: Account,
  userAgent: string | null,
): Promise<Session> {
  const sessionId = uuidv7();
  await db.delete(sessions).where(lt(sessions.expires, sql`now()`));
  // With the account's row locked: looking at a password takes a while, and whoever changes it meanwhile
  // means to end all that the old one opens.
  const begun = await db.execute(sql`
    insert into ${sessions} (id, user_id, user_agent, expires)
    select ${sessionId}::uuid, u.id, ${(userAgent ?? "").slice(0, 300)},
      now() + make_interval(secs => ${sessionSeconds})
    from ${users} u
    where u.id = ${userId} and u.session_epoch = ${epoch} and u.password_hash = ${passwordHash}
    for share
    returning id`);
  if (begun.length === 0)
    throw new Refusal("forbidden", "The account was changed a moment ago. Sign in again.");
  await noteSeen(db, userId, new Date());
  return { userId, epoch, sessionId };
}
