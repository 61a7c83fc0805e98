import { mayGive, type Role, roles } from "#lib/hubs/roles";

/** What a member of each role can do. */
export const roleWords: Record<Role, string> = {
  owner: "Everything, and decides who else is an owner.",
  admin: "Everything but owners: integrations, members, settings, backups.",
  devops: "Backs up, restores, deletes backups and changes their config; sees integrations.",
  developer: "The same as devops.",
  consultant: "Sees containers, backups and integrations; changes nothing.",
  analyst: "Sees containers and backups; changes nothing.",
};

export const roleName = (role: Role) => role.charAt(0).toUpperCase() + role.slice(1);

/** The roles that somebody may give, for a field that chooses one. */
export function roleOptions(giver: Role) {
  return roles
    .filter((role) => mayGive(giver, role))
    .map((role) => ({ value: role, label: roleName(role), detail: roleWords[role] }));
}
