import { eq } from "drizzle-orm";
import { sessions } from "#drizzle/hubs";
import type { Database } from "#lib/db/client";

/** Signs a session out: every copy of its token is worth nothing from now on. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, sessionId));
}
