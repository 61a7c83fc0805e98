import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { sessions, users } from "#drizzle/hubs";
import type { Member } from "#lib/auth/find-member";
import { hashPassword, newPassword, verifyPassword } from "#lib/auth/password";
import type { SignInLimit } from "#lib/auth/sign-in-limit";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";

export const passwordInput = z.strictObject({
  current_password: z
    .string()
    .min(1, "Enter your present password.")
    .max(1024, "This is too long."),
  password: newPassword,
});

/**
 * Gives an account a new password and ends its other sessions. The present one is asked for, and wrong
 * ones are counted as those of signing in are. Throws Refusal.
 *
 * @param input.address where the request comes from, or null
 * @returns how many sessions were ended
 */
export async function changePassword(
  deps: { db: Database; limit: SignInLimit },
  member: Member,
  input: z.infer<typeof passwordInput> & { address: string | null },
): Promise<number> {
  const who = { email: member.email, address: input.address };
  await deps.limit.take(who);
  const own = eq(users.id, member.userId);
  const [account] = await deps.db.select({ hash: users.passwordHash }).from(users).where(own);
  if (!account || !(await verifyPassword(input.current_password, account.hash))) {
    const message = "This is not your present password.";
    throw new Refusal("forbidden", message, { fields: { current_password: message } });
  }
  await deps.limit.giveBack(who);
  const passwordHash = await hashPassword(input.password);
  return deps.db.transaction(async (tx) => {
    const changed = await tx
      .update(users)
      .set({ passwordHash, updated: new Date() })
      .where(and(own, eq(users.passwordHash, account.hash)))
      .returning({ id: users.id });
    if (changed.length === 0)
      throw new Refusal("invalid-state", "The password was changed a moment ago, elsewhere.");
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.userId, member.userId), ne(sessions.id, member.sessionId)))
      .returning({ id: sessions.id });
    await recordActivity(tx, {
      hubId: member.hubId,
      actor: { id: member.userId, name: member.name },
      event: "account.password",
      details: { sessions_ended: ended.length },
    });
    await announce(tx, member.hubId, { type: "account" });
    return ended.length;
  });
}
