import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { webDeps } from "#lib/api/web-deps";
import { findMember, type Member } from "#lib/auth/find-member";
import { noteVisit } from "#lib/auth/note-visit";
import { sessionCookie } from "#lib/auth/session-cookie";
import { sessionSecret } from "#lib/auth/session-secret";
import { openSession } from "#lib/auth/session-token";
import { readSettings } from "#lib/start/settings";

export type { Member };

/**
 * Who makes this request: null when nobody is signed in, and `ended` says whether somebody was. The
 * token only names the session: it, the account, its role and membership are read from the database
 * each time, so that a change counts from the next request.
 */
export const currentVisitor = cache(
  async (): Promise<{ member: Member | null; ended: boolean }> => {
    const { name } = sessionCookie(readSettings(process.env).url);
    const token = (await cookies()).get(name)?.value;
    const opened = await openSession(token, await sessionSecret());
    if (opened.state !== "good") return { member: null, ended: opened.state === "expired" };
    const { db } = await webDeps();
    const member = await findMember(db, opened.session);
    if (member) await noteVisit(db, member);
    return { member, ended: member === null };
  },
);

/** Who makes this request, or null when nobody is signed in. */
export async function currentMember(): Promise<Member | null> {
  return (await currentVisitor()).member;
}
