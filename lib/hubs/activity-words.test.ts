import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { expect, test } from "vitest";
import { activityKinds, beginningsOf, kindOf } from "#lib/hubs/activity-kinds";
import { activityLine, hasWords, type Told, tellActivity } from "#lib/hubs/activity-words";

const told = (event: string, more: Partial<Told> = {}): Told => ({
  event,
  subject: "orders-db-1",
  about: "orders-db",
  details: {},
  byItself: false,
  ...more,
});

/** Events as the sources write them. */
async function writtenEvents(): Promise<string[]> {
  const found = new Set([
    "container.backup.cancel",
    "container.restore.cancel",
    ...["pin", "unpin", "verify"].map((task) => `container.backup.task.${task}`),
  ]);
  for await (const file of glob("lib/{db,auth,worker,jobs}/**/*.ts"))
    for (const [, event = ""] of readFileSync(file, "utf8").matchAll(
      /(?:event: |note\(tx, where, |tell\(tx, \w+, )"((?:hub|container|account)\.[a-z.-]+)"/g,
    ))
      found.add(event);
  return [...found].sort();
}

test("every event that is written has words: add them in lib/hubs/activity-words.ts", async () => {
  const events = await writtenEvents();
  expect(events).toContain("container.backup.create");
  expect(events).toContain("hub.integration.create");
  expect(events.filter((event) => !hasWords(event))).toEqual([]);
});

test("an unknown event is still readable", () => {
  expect(activityLine(told("container.volume.re-scan"))).toBe(
    "did “container volume re scan” to orders-db-1",
  );
  expect(activityLine(told("constructor", { subject: "", about: "" }))).toBe("did “constructor”");
});

test.each([
  ["container.backup.create", {}, "asked for a backup of orders-db-1"],
  [
    "container.backup.create",
    { details: { trigger: "schedule", attempt: 1 } },
    "queued the scheduled backup of orders-db-1",
  ],
  ["container.backup.delete", { subject: "" }, "deleted a backup of orders-db"],
  [
    "container.backup.retention",
    { details: { reason: "older than 30d" } },
    "retention deletes a backup of orders-db-1 (older than 30d)",
  ],
  [
    "hub.member.role",
    { subject: "Grace", details: { before: "admin", role: "analyst" } },
    "changed the role of Grace from admin to analyst",
  ],
  [
    "hub.update",
    { subject: "North yard", details: { catch_up_seconds: null, retries: 3 } },
    "changed the hub's settings (catch up, retries)",
  ],
  ["hub.invite.create", { subject: "a@b.eu", details: { role: 7 } }, "invited a@b.eu as 7"],
  ["hub.member.role", { subject: "Grace", details: { before: {} } }, "changed the role of Grace"],
  [
    "container.console.close",
    { details: { seconds: 300, reason: "closed" } },
    "closed the console in orders-db-1 after 5 m (closed)",
  ],
  ["container.console.close", {}, "closed the console in orders-db-1"],
  ["account.password", { subject: "", about: "" }, "changed their password"],
] as const)("%s: %j", (event, more, line) => {
  expect(activityLine(told(event, more as Partial<Told>))).toBe(line);
});

test("the name stands by itself, to be a link", () => {
  expect(tellActivity(told("container.backup.create"))).toEqual({
    before: "asked for a backup of",
    name: "orders-db-1",
    after: "",
  });
});

test.each([
  ["container.backup.task.restore", "restores"],
  ["container.restore.cancel", "restores"],
  ["container.backup.task.delete", "backups"],
  ["container.config.update", "containers"],
  ["container.console.open", "containers"],
  ["hub.integration.sweep", "integrations"],
  ["hub.invite.create", "members"],
  ["account.password", "members"],
  ["hub.rename", "hub"],
  ["something.new", "other"],
])("%s is of the kind %s, and of no other", (event, kind) => {
  expect(kindOf(event)).toBe(kind);
  const kinds = activityKinds.filter((one) => {
    const { any, none } = beginningsOf(one);
    const begins = (list: string[]) => list.some((beginning) => event.startsWith(beginning));
    return begins(any) && !begins(none);
  });
  expect(kinds).toEqual([kind]);
});
