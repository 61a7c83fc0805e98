import { createOwner } from "#lib/auth/create-owner";
import { createSetupLink } from "#lib/auth/setup-link";
import type { Database } from "#lib/db/client";
import type { Settings } from "#lib/start/settings";

/**
 * While nobody has an account: makes the owner of `HOLDFAST_OWNER_EMAIL` and `_PASSWORD`, or else a
 * set-up link in place of the ones before it.
 *
 * @returns the link to print, or null when there is an owner
 */
export async function ensureOwnerOrLink(
  db: Database,
  { owner, url }: Pick<Settings, "owner" | "url">,
): Promise<string | null> {
  if (owner) {
    const name = owner.email.split("@", 1)[0] || owner.email;
    await createOwner(db, { ...owner, name });
    return null;
  }
  const token = await createSetupLink(db);
  return token === null ? null : `${url}/setup?token=${token}`;
}
