import { expect, it } from "vitest";
import { hideCommands } from "#lib/api/hide-commands";
import { roles } from "#lib/hubs/roles";

const container = {
  id: "c1",
  config: {
    command: "redis-server --requirepass hunter2",
    integrations: {
      backups: {
        integration_id: "i1",
        backup: { command: "dump -phunter2", timeout: "6h" },
        restore: null,
      },
    },
  },
  backups: [{ command: "dump -phunter2", restores: [{ command: "load -phunter2", exit_code: 0 }] }],
};

it.each(roles)("shows commands to who may change them only: %s", (role) => {
  const seen = hideCommands(role, [container]);
  if (role !== "consultant" && role !== "analyst") return expect(seen).toEqual([container]);
  expect(JSON.stringify(seen)).not.toContain("hunter2");
  expect(seen).toEqual([
    {
      id: "c1",
      config: {
        command: "",
        integrations: {
          backups: { integration_id: "i1", backup: { command: "", timeout: "6h" }, restore: null },
        },
      },
      backups: [{ command: "", restores: [{ command: "", exit_code: 0 }] }],
    },
  ]);
});
