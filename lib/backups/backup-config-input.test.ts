import { expect, test } from "vitest";
import { backupConfigInput } from "#lib/backups/backup-config-input";

const id = "0197f4a0-0000-7000-8000-000000000000";

function parse(over: Record<string, unknown>, schedule: Record<string, unknown> = {}) {
  return backupConfigInput.safeParse({
    integration_id: id,
    backup: { command: "tar cf - /data", timeout: "1h", ...schedule },
    restore: null,
    ...over,
  });
}

/** The messages by their field, as the API answers them. */
function problems(...input: Parameters<typeof parse>): Record<string, string> {
  const { error } = parse(...input);
  const issues = error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]));
}

test("takes a schedule with its zone and instance, and retention as text or rules", () => {
  const schedule = { cron_string: " 0 3 * * * ", time_zone: "Europe/Berlin", instance_id: id };
  const full = parse({ retention: { age: "30d", last: 3, daily: 7, yearly: 1 } }, schedule);
  expect(full.data).toMatchObject({
    backup: { ...schedule, cron_string: "0 3 * * *" },
    retention: { age: "30d", last: 3, daily: 7, yearly: 1 },
  });
  expect(parse({ retention: "90d" }).data?.retention).toEqual({ age: "90d" });
  expect(parse({}, { cron_string: null }).data?.backup.cron_string).toBeNull();
  expect(parse({ retention: {} }).data?.retention).toEqual({});
  expect(parse({}).data).not.toHaveProperty("retention");
});

test("what is wrong is said at its field", () => {
  expect(problems({}, { cron_string: "0 3 * *" })).toEqual({
    "backup.cron_string": expect.stringContaining("five fields"),
  });
  expect(problems({}, { time_zone: "Mars/Base" })).toEqual({
    "backup.time_zone": expect.stringContaining("no such time zone"),
  });
  expect(problems({}, { instance_id: "x" })).toHaveProperty(["backup.instance_id"]);
  expect(problems({ retention: "soon" })).toEqual({
    "retention.age": expect.stringContaining("units"),
  });
  expect(problems({ retention: { daily: 0, last: 1.5 } })).toEqual({
    "retention.daily": "Keep at least 1, or leave it out.",
    "retention.last": expect.any(String),
  });
  expect(problems({ retention: { hourly: 3 } })).toHaveProperty("retention");
});

test("a command of more than 30,000 characters is refused at its field", () => {
  const command = (length: number) => `echo ${"a".repeat(length - 5)}`;
  expect(problems({ restore: { command: command(30_000), timeout: "1h" } })).toEqual({});
  expect(problems({ restore: { command: command(30_001), timeout: "1h" } })).toEqual({
    "restore.command": expect.stringContaining("longer than 30000 characters"),
  });
  expect(problems({}, { command: command(1_000_000) })).toEqual({
    "backup.command": expect.stringContaining("longer than 30000 characters"),
  });
});
