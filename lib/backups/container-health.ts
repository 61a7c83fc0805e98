/** Whether a container's data would be there again, by its schedule and what came of it. */
export type HealthState = "protected" | "failing" | "overdue" | "unprotected";
export type Health = {
  current: HealthState;
  since: Date;
  /** What is wrong and what to do; null while it is protected. */
  reason: string | null;
};

export type InstanceFacts = {
  name: string;
  /** The newest live backup. */
  lastLive: { created: Date; finished: Date | null } | null;
  /** The first failure since then, and what the last one said. */
  failure: { since: Date; message: string } | null;
  /** Whether a backup is being made. */
  saving: boolean;
  /** The first live backup since the last failure. */
  goodSince: Date | null;
};

export type HealthFacts = {
  stateful: boolean;
  /** True for one that is gone or on its way out: nothing of it is to be backed up. */
  leaving: boolean;
  created: Date;
  config: { created: Date; updated: Date; scheduleChanged: Date | null } | null;
  /** Null without a schedule. */
  due: {
    /** The last due time that is longer ago than `overdueAfterSeconds`. */
    last: Date | null;
    firstAfter(moment: Date): Date | null;
  } | null;
  /** Those that the schedule backs up. */
  instances: InstanceFacts[];
};

/** A due time may take that long to have its backup, or one that is being made. */
export const overdueAfterSeconds = 15 * 60;

const where = "Config → Integrations → Backups";

/**
 * The health of a container; null for one that is not to be backed up. The worst of its instances
 * counts, a failure before a backup that did not come, that before one that never was.
 */
export function containerHealth(facts: HealthFacts): Health | null {
  const { config, due, instances } = facts;
  if (!facts.stateful || facts.leaving) return null;
  if (!config) {
    return unprotected(facts.created, `No backup command is set. Set one in ${where}.`);
  }
  if (!due) {
    const reason = `No schedule is set, so nothing is backed up by itself. Set one in ${where}.`;
    return unprotected(config.scheduleChanged ?? config.created, reason);
  }
  const late = instances.flatMap((instance) => {
    const since = overdueSince(instance, config.updated, due);
    return since ? [since] : [];
  });
  return (
    failing(instances) ??
    (late.length > 0
      ? { current: "overdue", since: earliest(late), reason: overdueReason }
      : null) ??
    (instances.length === 0 || instances.some(({ lastLive }) => lastLive === null)
      ? unprotected(
          config.updated,
          "There is no live backup yet. The next run of the schedule makes it.",
        )
      : { current: "protected", since: latest(instances.map(goodSince)), reason: null })
  );
}

const overdueReason =
  "The backup that was due then has not been made. The Backups tab shows what came of it; Back up now makes one.";

function unprotected(since: Date, reason: string): Health {
  return { current: "unprotected", since, reason };
}

function failing(instances: InstanceFacts[]): Health | null {
  const failed = instances.flatMap(({ name, failure }) => (failure ? [{ name, ...failure }] : []));
  const [first] = failed;
  if (!first) return null;
  return {
    current: "failing",
    since: earliest(failed.map(({ since }) => since)),
    reason: instances.length > 1 ? `${first.name}: ${first.message}` : first.message,
  };
}

/** The due time that has no backup; null while all have, or one is being made. */
function overdueSince(
  { lastLive, saving }: InstanceFacts,
  configured: Date,
  due: NonNullable<HealthFacts["due"]>,
): Date | null {
  // Times before the config was last changed are judged by another schedule.
  if (saving || !due.last || due.last <= configured) return null;
  const covered = lastLive && latest([lastLive.created, lastLive.finished ?? lastLive.created]);
  if (covered && covered >= due.last) return null;
  return due.firstAfter(covered && covered > configured ? covered : configured) ?? due.last;
}

function goodSince({ goodSince: since, lastLive }: InstanceFacts): Date {
  return since ?? lastLive?.created ?? new Date(0);
}

const earliest = (moments: Date[]) => new Date(Math.min(...moments.map(Number)));
const latest = (moments: Date[]) => new Date(Math.max(...moments.map(Number)));
