/** The six roles a member can have, most powerful first. */
export const roles = ["owner", "admin", "devops", "developer", "consultant", "analyst"] as const;
export type Role = (typeof roles)[number];

/** Of two roles the one that may do less. */
export function weaker(a: Role, b: Role): Role {
  return roles.indexOf(a) > roles.indexOf(b) ? a : b;
}

/** A member as far as the rules go. */
export type Seat = { id: string; role: Role };

/** Whether somebody of that role may give a role to others: an admin makes no owners. */
export function mayGive(giver: Role, role: Role): boolean {
  return giver === "owner" || (giver === "admin" && role !== "owner");
}

type Change = {
  actor: Seat;
  target: Seat;
  /** How many owners the hub has. */
  owners: number;
};

/** Why `actor` may not give `target` that role, in words for them; null when they may. */
export function whyNotGive({ actor, target, owners }: Change, role: Role): string | null {
  return (
    whyNotTouch(actor, target) ??
    (mayGive(actor.role, role) ? null : "Only an owner can make an owner.") ??
    (target.role === "owner" && role !== "owner" ? whyNotWithout(owners, "stay one") : null)
  );
}

/** Why `actor` may not take `target` out of the hub, in words for them; null when they may. */
export function whyNotRemove({ actor, target, owners }: Change): string | null {
  if (actor.id === target.id) return "Nobody removes themselves. Ask another owner or admin.";
  return (
    whyNotTouch(actor, target) ??
    (target.role === "owner" ? whyNotWithout(owners, "stay a member") : null)
  );
}

function whyNotTouch(actor: Seat, target: Seat): string | null {
  return mayGive(actor.role, target.role)
    ? null
    : target.role === "owner"
      ? "Only an owner can change or remove an owner."
      : "Only an owner or admin can change or remove members.";
}

const whyNotWithout = (owners: number, must: string) =>
  owners > 1 ? null : `A hub needs an owner, and this is the last one: they ${must}.`;
