import { HttpFailure } from "#lib/api/answer";
import { type Capability, can } from "#lib/auth/capabilities";
import type { Member } from "#lib/auth/find-member";
import type { Visitor } from "#lib/auth/find-visitor";

/**
 * The member that a call is made by, once session, hub (`X-Hub-Id`) and capability are right; null
 * means any member. Throws HttpFailure 401 or 403.
 */
export function admitMember(
  { member, ended }: Visitor,
  headers: { get(name: string): string | null },
  capability: Capability | null,
): Member {
  if (!member) {
    throw ended
      ? new HttpFailure(401, "401.auth-expired", "The session has ended", {
          detail: "Sign in again.",
        })
      : new HttpFailure(401, "401.auth-invalid", "Not signed in", {
          detail: "Sign in and try again.",
        });
  }
  const hub = headers.get("x-hub-id");
  if (hub && hub !== member.hubId) {
    throw new HttpFailure(403, "403.permissions", "Not allowed", {
      detail: "You are not a member of this hub.",
    });
  }
  if (capability && !can(member.role, capability)) {
    throw new HttpFailure(403, "403.permissions", "Not allowed", {
      detail: `Your role (${member.role}) lacks the capability ${capability}. Ask an owner or admin of the hub.`,
    });
  }
  return member;
}
