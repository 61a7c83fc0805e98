import { parseDuration } from "#lib/backups/duration";
import type { BackupState, KeptBy, RetentionPolicy, RetentionRule } from "#lib/backups/types";
import { type WallClock, wallClock } from "#lib/backups/wall-clock";

/** What has to be known of a backup to judge it. */
export type BackupToJudge = {
  id: string;
  containerId: string;
  instanceId: string;
  created: Date;
  state: BackupState;
  pinned: boolean;
};

export type Judgement = {
  id: string;
  /** Empty for one that goes, and for all under a policy without rules. */
  keptBy: KeptBy[];
  goes: boolean;
  /** Until when it is sure to stay: set where its age alone keeps it. */
  expires: Date | null;
};

const day = 86_400_000;
export const ruleNames = ["age", "last", "daily", "weekly", "monthly", "yearly"] as const;

/** On a wall clock: which day, ISO week (they begin on Mondays), month and year, counted on. */
const periodOf = {
  daily: (wall: number) => Math.floor(wall / day),
  // 1 January 1970 was a Thursday.
  weekly: (wall: number) => Math.floor((Math.floor(wall / day) + 3) / 7),
  monthly: (wall: number) => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth(),
  yearly: (wall: number) => new Date(wall).getUTCFullYear(),
} as const;

/**
 * Which of a container's live backups are kept by which rules, and which go (promise 8). Backups that
 * are not live, or another container's, get no judgement: they neither count nor go.
 *
 * Each instance is judged by itself, for its data is its own: three instances and "the last 3" keep
 * three backups of each. The newest of each instance stays whatever the rules say, and so does one
 * that is pinned. One that is dated later than `now` (a clock was wrong) stays and does not count, lest
 * it stand in the way of every newer one. A rule that cannot be read keeps all.
 *
 * @param about.timeZone whose days, weeks, months and years count
 */
export function judgeBackups(
  backups: readonly BackupToJudge[],
  about: { containerId: string; policy: RetentionPolicy; timeZone: string; now: Date },
): Map<string, Judgement> {
  const { policy, now } = about;
  const rules = ruleNames.filter((name) => (policy[name] ?? null) !== null);
  const own = backups.filter(
    (one) => one.containerId === about.containerId && one.state === "live",
  );
  const judged = new Map<string, Judgement>();
  for (const ofInstance of Map.groupBy(own, (one) => one.instanceId).values()) {
    const sorted = ofInstance.toSorted(newestFirst);
    const past = sorted.filter((one) => one.created <= now);
    const kept = new Map(rules.map((rule) => [rule, keptByRule(rule, past, about)]));
    for (const one of sorted) {
      const isNewest = one === past[0] || one.created > now;
      const keptBy: KeptBy[] = rules.filter((rule) => kept.get(rule)?.has(one));
      if (isNewest) keptBy.push("newest");
      if (one.pinned) keptBy.push("pinned");
      judged.set(one.id, {
        id: one.id,
        keptBy,
        goes: rules.length > 0 && keptBy.length === 0,
        expires: keptBy.join() === "age" ? expiry(one, policy) : null,
      });
    }
  }
  return judged;
}

/** Newest first; the ids of two of one moment decide, as they do in the database. */
function newestFirst(a: BackupToJudge, b: BackupToJudge): number {
  return b.created.getTime() - a.created.getTime() || (a.id < b.id ? 1 : -1);
}

function keptByRule(
  rule: RetentionRule,
  sorted: BackupToJudge[],
  { policy, timeZone, now }: { policy: RetentionPolicy; timeZone: string; now: Date },
): Set<BackupToJudge> {
  try {
    if (rule === "age") {
      const age = ageMs(policy);
      return new Set(sorted.filter((one) => now.getTime() - one.created.getTime() < age));
    }
    const count = policy[rule];
    if (!Number.isInteger(count) || !count || count < 1) return new Set(sorted);
    if (rule === "last") return new Set(sorted.slice(0, count));
    return newestOfEach(sorted, count, periodOf[rule], wallClock(timeZone));
  } catch {
    return new Set(sorted);
  }
}

/** Throws DurationError. */
function ageMs({ age = "" }: RetentionPolicy): number {
  return parseDuration(age) * 1000;
}

function expiry(one: BackupToJudge, policy: RetentionPolicy): Date | null {
  try {
    return new Date(one.created.getTime() + ageMs(policy));
  } catch {
    // An age that cannot be read keeps for ever.
    return null;
  }
}

/** The newest of each of the newest `count` periods that have a backup. */
function newestOfEach(
  sorted: BackupToJudge[],
  count: number,
  period: (wall: number) => number,
  clock: WallClock,
): Set<BackupToJudge> {
  const newest = new Map<number, BackupToJudge>();
  for (const one of sorted) {
    const at = period(clock.wallAt(one.created.getTime()));
    if (!newest.has(at)) newest.set(at, one);
  }
  const latest = [...newest.keys()].sort((a, b) => b - a).slice(0, count);
  return new Set(latest.flatMap((at) => newest.get(at) ?? []));
}
