import { createOwner } from "#lib/auth/create-owner";
import type { OwnerInput } from "#lib/auth/owner-input";
import type { Account } from "#lib/auth/session-token";
import { hasUsers, isSetupLinkOpen } from "#lib/auth/setup-link";
import { findAccount } from "#lib/auth/sign-in";
import type { Database } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Sets up a fresh install for whoever holds its link, and answers their account. Of several at once
 * one gets it; the others, and every link that is not good, get a Refusal.
 */
export async function claimHub(
  db: Database,
  { token, ...owner }: OwnerInput & { token: string },
): Promise<Account> {
  if (!(await isSetupLinkOpen(db, token))) throw await noLonger(db);
  if (!(await createOwner(db, owner))) throw await noLonger(db);
  const account = await findAccount(db, owner.email.trim());
  if (!account) throw new Error("The owner that was just made is gone.");
  return account;
}

async function noLonger(db: Database): Promise<Refusal> {
  return new Refusal(
    "invalid-state",
    (await hasUsers(db))
      ? "The hub was set up a moment ago, in another tab or by someone else. Sign in with that account."
      : "This set-up link has expired, or a newer one took its place. Stop Holdfast and run npm start again for a new link.",
  );
}
