import { and, eq, gt, notExists, sql } from "drizzle-orm";
import { setupLinks, users } from "#drizzle/hubs";
import { hashToken, newToken } from "#lib/auth/one-time-token";
import type { Database } from "#lib/db/client";

const validForMs = 24 * 60 * 60_000;

/**
 * Makes a fresh set-up token, valid for a day, and ends the ones before it. Only its SHA-256 is kept.
 * Answers null when the hub has an owner already.
 */
export async function createSetupLink(db: Database): Promise<string | null> {
  if (await hasUsers(db)) return null;
  const token = newToken();
  const expires = new Date(Date.now() + validForMs);
  await db.transaction(async (tx) => {
    await tx.delete(setupLinks);
    await tx.insert(setupLinks).values({ tokenHash: hashToken(token), expires });
  });
  return token;
}

/** Whether the token is of a set-up link that has not expired, and nobody has set up the hub yet. */
export async function isSetupLinkOpen(db: Database, token: string): Promise<boolean> {
  const [link] = await db
    .select({ created: setupLinks.created })
    .from(setupLinks)
    .where(
      and(
        eq(setupLinks.tokenHash, hashToken(token)),
        gt(setupLinks.expires, sql`now()`),
        notExists(db.select().from(users)),
      ),
    );
  return link !== undefined;
}

/** Whether anyone has an account: until then the hub waits to be set up. */
export async function hasUsers(db: Database): Promise<boolean> {
  const [someone] = await db.select({ id: users.id }).from(users).limit(1);
  return someone !== undefined;
}
