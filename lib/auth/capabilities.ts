import { type Role, roles } from "#lib/hubs/roles";

export type { Role };

const everyone = roles;
const operators: readonly Role[] = ["owner", "admin", "devops", "developer"];
const admins: readonly Role[] = ["owner", "admin"];

// Cycle's names and default roles where it has the capability; config, console, logs, members and
// settings are ours.
const holders = {
  "containers-view": everyone,
  "containers-manage": operators,
  "containers-instances-view": everyone,
  "containers-backups-view": everyone,
  "containers-backups-manage": operators,
  "containers-config-manage": operators,
  "containers-console": admins,
  // What a program logs may hold what its environment does.
  "containers-logs-view": operators,
  "hubs-integrations-view": ["owner", "admin", "devops", "developer", "consultant"],
  "hubs-integrations-manage": admins,
  "hubs-members-manage": admins,
  "hubs-settings-manage": admins,
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof holders;

/** Whether a member of that role may do it. The one place that says so. */
export function can(role: Role, capability: Capability): boolean {
  const allowed: readonly Role[] = holders[capability];
  return allowed.includes(role);
}
