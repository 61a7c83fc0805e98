import { can, type Role } from "#lib/auth/capabilities";

/**
 * An answer as a member of that role may see it. Commands hold passwords that people wrote into them:
 * they are for those who may change the config (owner, admin, devops, developer). To the others every
 * `command` is blank, which a real one never is; integration, schedule and retention stay.
 */
export function hideCommands<T>(role: Role, data: T): T {
  return can(role, "containers-config-manage") ? data : (withoutCommands(data) as T);
}

function withoutCommands(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCommands);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === "command" && typeof inner === "string" ? "" : withoutCommands(inner),
    ]),
  );
}
