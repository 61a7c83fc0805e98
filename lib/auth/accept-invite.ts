import { and, eq, gt, notExists, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { invites, memberships, users } from "#drizzle/hubs";
import { findInvite, type OpenInvite } from "#lib/auth/find-invite";
import { lockMembers } from "#lib/auth/hold-members";
import { hashToken } from "#lib/auth/one-time-token";
import { ownerInput } from "#lib/auth/owner-input";
import { hashPassword, verifyPassword } from "#lib/auth/password";
import type { Account } from "#lib/auth/session-token";
import type { SignInLimit } from "#lib/auth/sign-in-limit";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";

/** What the form of an invite sends. Whoever has an account already sends its password, and no name. */
export const acceptInput = z.object({
  token: z.string().max(200),
  name: z.string().max(1024).default(""),
  password: z.string().max(4096).default(""),
});

const newAccount = ownerInput.pick({ name: true, password: true });

type Accepting = z.output<typeof acceptInput> & {
  address: string | null;
  /** Who is signed in where the link was opened; they need no password. */
  signedInAs: string | null;
};

/**
 * Makes whoever holds an invite's link a member, and answers their account. Of several at once one gets
 * it. An account that is in use has to show its password; tries are counted as those of signing in are.
 *
 * @throws Refusal for a link that is not good, a wrong password, and after too many tries
 * @throws ZodError for a name or password that will not do
 */
export async function acceptInvite(
  deps: { db: Database; limit: SignInLimit },
  input: Accepting,
): Promise<Account> {
  const who = { email: `invite ${hashToken(input.token)}`, address: input.address };
  await deps.limit.take(who);
  const invite = await findInvite(deps.db, input.token);
  if (!invite) throw noLonger();
  const account = invite.account
    ? await joinAs(deps.db, invite, invite.account, input)
    : await joinAsNew(deps.db, invite, input);
  await deps.limit.giveBack(who);
  return account;
}

async function joinAs(
  db: Database,
  invite: OpenInvite,
  account: Account,
  { password, signedInAs }: Accepting,
): Promise<Account> {
  const { userId, passwordHash } = account;
  if (signedInAs !== userId && !(await verifyPassword(password, passwordHash))) {
    const message = "The password is wrong.";
    throw new Refusal("forbidden", message, { fields: { password: message } });
  }
  await db.transaction(async (tx) => {
    await use(tx, invite);
    const [user] = await tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
    await join(tx, invite, { userId, name: user?.name ?? invite.email });
  });
  return account;
}

async function joinAsNew(db: Database, invite: OpenInvite, input: Accepting): Promise<Account> {
  const { name, password } = newAccount.parse(input);
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    await use(tx, invite);
    const account = (await takeOver(tx, invite, { name, passwordHash })) ?? {
      userId: uuidv7(),
      epoch: 0,
      passwordHash,
    };
    await tx
      .insert(users)
      .values({ id: account.userId, email: invite.email, name, passwordHash })
      .onConflictDoNothing();
    const [made] = await tx
      .select({ id: users.id })
      .from(users)
      .where(eq(users.id, account.userId));
    // Somebody joined another hub with this email in the same moment: the next try asks for the password.
    if (!made) throw new Refusal("invalid-state", "This email has an account now. Try again.");
    await join(tx, invite, { userId: account.userId, name });
    return account;
  });
}

/** An account that is a member of nothing gets the new name and password; its old sessions are over. */
async function takeOver(
  tx: Transaction,
  invite: OpenInvite,
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<Account | null> {
  const [taken] = await tx
    .update(users)
    .set({
      name,
      passwordHash,
      sessionEpoch: sql`${users.sessionEpoch} + 1`,
      updated: new Date(),
    })
    .where(
      and(
        eq(sql`lower(${users.email})`, invite.email.toLowerCase()),
        notExists(tx.select().from(memberships).where(eq(memberships.userId, users.id))),
      ),
    )
    .returning({
      userId: users.id,
      epoch: users.sessionEpoch,
      passwordHash: users.passwordHash,
    });
  return taken ?? null;
}

/** Uses the invite up, in the turn of whatever else changes the hub's members. */
async function use(tx: Transaction, invite: OpenInvite): Promise<void> {
  await lockMembers(tx, invite.hubId);
  const [used] = await tx
    .delete(invites)
    .where(and(eq(invites.id, invite.id), gt(invites.expires, sql`now()`)))
    .returning({ id: invites.id });
  if (!used) throw noLonger();
}

async function join(
  tx: Transaction,
  { hubId, role, email, creator }: OpenInvite,
  { userId, name }: { userId: string; name: string },
): Promise<void> {
  await tx.insert(memberships).values({ hubId, userId, role }).onConflictDoNothing();
  await recordActivity(tx, {
    hubId,
    actor: { id: userId, name },
    event: "hub.member.join",
    subject: email,
    details: { role, invited_by: creator },
  });
  await announce(tx, hubId, { type: "members" });
}

function noLonger(): Refusal {
  return new Refusal(
    "invalid-state",
    "This invite is no longer good: it was used, revoked or replaced, or its 7 days are over. Ask for a new link.",
  );
}
