import { describe, expect, it } from "vitest";
import { type Capability, can } from "#lib/auth/capabilities";
import { roles } from "#lib/hubs/roles";

// Written out by hand, so that a slip in the table is seen: ✓ may, · may not, in the order of `roles`.
const table: [Capability, string][] = [
  ["containers-view", "✓✓✓✓✓✓"],
  ["containers-instances-view", "✓✓✓✓✓✓"],
  ["containers-backups-view", "✓✓✓✓✓✓"],
  ["containers-backups-manage", "✓✓✓✓··"],
  ["containers-config-manage", "✓✓✓✓··"],
  ["containers-console", "✓✓····"],
  ["containers-logs-view", "✓✓✓✓··"],
  ["hubs-integrations-view", "✓✓✓✓✓·"],
  ["hubs-integrations-manage", "✓✓····"],
  ["hubs-members-manage", "✓✓····"],
  ["hubs-settings-manage", "✓✓····"],
];

describe("can", () => {
  it.each(table)("%s: %s", (capability, marks) => {
    expect(roles.map((role) => (can(role, capability) ? "✓" : "·")).join("")).toBe(marks);
  });

  it("grants every capability to the owner", () => {
    expect(table.every(([capability]) => can("owner", capability))).toBe(true);
  });
});
