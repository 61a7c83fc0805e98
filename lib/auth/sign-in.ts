import { eq, sql } from "drizzle-orm";
import { memberships, users } from "#drizzle/hubs";
import { verifyPassword } from "#lib/auth/password";
import type { Account } from "#lib/auth/session-token";
import type { SignInLimit } from "#lib/auth/sign-in-limit";
import type { Database } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";

/**
 * The account with that email and password. `address` is where the request comes
 * from, or null. Throws Refusal, in the same words and after the same time for a wrong password and
 * for an account that does not exist, after too many tries, and for one that is a member no more.
 */
export async function signIn(
  deps: { db: Database; limit: SignInLimit },
  input: { email: string; password: string; address: string | null },
): Promise<Account> {
  await deps.limit.take(input);
  const account = await findAccount(deps.db, input.email);
  const right = await verifyPassword(input.password, account?.passwordHash ?? null);
  if (!account || !right) throw new Refusal("forbidden", "The email or the password is wrong.");
  await deps.limit.giveBack(input);
  if ((await deps.db.$count(memberships, eq(memberships.userId, account.userId))) === 0)
    throw new Refusal(
      "forbidden",
      "You are no member of this hub any more. Ask an owner or admin for an invite.",
    );
  return account;
}

/** The account of an email address, in any case; null when there is none. */
export async function findAccount(db: Database, email: string): Promise<Account | null> {
  const [account] = await db
    .select({ userId: users.id, epoch: users.sessionEpoch, passwordHash: users.passwordHash })
    .from(users)
    // Made small here, as the tries are counted: PostgreSQL may take other letters for the same.
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()));
  return account ?? null;
}
