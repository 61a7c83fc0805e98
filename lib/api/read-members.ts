import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { invites, memberships, users } from "#drizzle/hubs";
import type { InviteDto, MemberDto } from "#lib/api/member-dto";
import { timeOrNever } from "#lib/api/times";
import type { Database } from "#lib/db/client";
import { roles } from "#lib/hubs/roles";

/** Who is in the hub, the most powerful first. */
export async function readMembers(db: Database, hubId: string): Promise<MemberDto[]> {
  const rows = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
      joined: memberships.created,
      lastSeen: users.lastSeen,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.hubId, hubId))
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id));
  return rows
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
    .map(({ joined, lastSeen, ...row }) => ({
      ...row,
      joined: joined.toISOString(),
      last_seen: timeOrNever(lastSeen),
    }));
}

/** The hub's open invites, or the one asked for, newest first; never a token. */
export async function readInvites(db: Database, hubId: string, id?: string): Promise<InviteDto[]> {
  const rows = await db
    .select()
    .from(invites)
    .where(
      and(
        eq(invites.hubId, hubId),
        gt(invites.expires, sql`now()`),
        id ? eq(invites.id, id) : undefined,
      ),
    )
    .orderBy(desc(invites.created), desc(invites.id));
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    creator: { id: row.creatorId, name: row.creator },
    created: row.created.toISOString(),
    expires: row.expires.toISOString(),
  }));
}
