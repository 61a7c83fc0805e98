import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { webDeps } from "#lib/api/web-deps";
import type { Member } from "#lib/auth/find-member";
import { findVisitor, type Visitor } from "#lib/auth/find-visitor";
import { sessionCookie } from "#lib/auth/session-cookie";
import { readSettings } from "#lib/start/settings";

export type { Member };

/** Who makes this request, by its session's cookie; looked up once for each. */
export const currentVisitor = cache(async (): Promise<Visitor> => {
  const { name } = sessionCookie(readSettings(process.env).url);
  const token = (await cookies()).get(name)?.value;
  return token ? findVisitor((await webDeps()).db, token) : { member: null, ended: false };
});

/** Who makes this request, or null when nobody is signed in. */
export async function currentMember(): Promise<Member | null> {
  return (await currentVisitor()).member;
}
