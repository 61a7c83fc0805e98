import { findMember, type Member } from "#lib/auth/find-member";
import { noteVisit } from "#lib/auth/note-visit";
import { sessionSecret } from "#lib/auth/session-secret";
import { openSession } from "#lib/auth/session-token";
import type { Database } from "#lib/db/client";

export type Visitor = { member: Member | null; ended: boolean };

/**
 * Who shows this session token: null when nobody is signed in, and `ended` says whether somebody was.
 * The token only names the session: it, the account, its role and membership are read from the
 * database each time, so that a change counts from the next request.
 */
export async function findVisitor(db: Database, token: string | undefined): Promise<Visitor> {
  const opened = await openSession(token, await sessionSecret());
  if (opened.state !== "good") return { member: null, ended: opened.state === "expired" };
  const member = await findMember(db, opened.session);
  if (member) await noteVisit(db, member);
  return { member, ended: member === null };
}
