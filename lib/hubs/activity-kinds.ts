export const activityKinds = [
  "restores",
  "backups",
  "containers",
  "integrations",
  "members",
  "hub",
  "other",
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** How the events of each kind begin. The first kind that fits counts, so the order says much. */
const beginnings: Record<ActivityKind, readonly string[]> = {
  restores: ["container.backup.task.restore", "container.backup.restore", "container.restore."],
  backups: ["container.backup."],
  containers: ["container."],
  integrations: ["hub.integration."],
  members: ["hub.member.", "hub.invite.", "hub.setup", "account."],
  hub: ["hub."],
  other: [""],
};

/** The kind of an event. */
export function kindOf(event: string): ActivityKind {
  const found = activityKinds.find((kind) =>
    beginnings[kind].some((beginning) => event.startsWith(beginning)),
  );
  return found ?? "other";
}

/** How the events of a kind begin, and how they do not: those of the kinds before it. */
export function beginningsOf(kind: ActivityKind): { any: string[]; none: string[] } {
  const before = activityKinds.slice(0, activityKinds.indexOf(kind));
  return { any: [...beginnings[kind]], none: before.flatMap((one) => [...beginnings[one]]) };
}
