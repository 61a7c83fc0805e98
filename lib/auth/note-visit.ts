import { eq } from "drizzle-orm";
import { sessions, users } from "#drizzle/hubs";
import type { Member } from "#lib/auth/find-member";
import { sessionSeconds } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";

const trueToMs = 5 * 60_000;

/** Notes that a session is in use, which puts off its end; written at most every 5 minutes. */
export async function noteVisit(
  db: Database,
  { sessionId, userId, lastSeen }: Member,
): Promise<void> {
  const now = Date.now();
  if (now - lastSeen.getTime() < trueToMs) return;
  await db
    .update(sessions)
    .set({ lastSeen: new Date(now), expires: new Date(now + sessionSeconds * 1000) })
    .where(eq(sessions.id, sessionId));
  await noteSeen(db, userId, new Date(now));
}

/** Notes when an account was last used: its sessions are removed when they end. */
export async function noteSeen(db: Database, userId: string, at: Date): Promise<void> {
  await db.update(users).set({ lastSeen: at }).where(eq(users.id, userId));
}
