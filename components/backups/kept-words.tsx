import type { BackupDto } from "#lib/api/backup-dto";
import type { KeptBy } from "#lib/backups/types";

const rules: Record<KeptBy, string> = {
  age: "Age",
  last: "Among the last",
  daily: "Daily",
  weekly: "Weekly",
  monthly: "Monthly",
  yearly: "Yearly",
  newest: "Newest",
  pinned: "Pinned",
};

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/**
 * Until when a backup is kept, and by which rules, in two short lines; null where no rule speaks of it.
 * A day is said only where its age keeps it so long; other rules may keep it longer, and are named.
 */
export function keptWords(backup: BackupDto): { first: string; second: string | null } | null {
  const { kept_by: keptBy, expires, pinned, state } = backup;
  if (state.current !== "live") return null;
  if (!keptBy)
    return pinned ? { first: "Pinned", second: null } : { first: "Always", second: null };
  if (keptBy.length === 0) return { first: "Removed soon", second: "no rule keeps it" };
  const names = keptBy.filter((rule) => rule !== "age").map((rule) => rules[rule]);
  const until = expires ? day.format(new Date(expires)) : null;
  if (keptBy.includes("pinned")) {
    const others = names.filter((name) => name !== rules.pinned);
    return { first: "Pinned", second: others.length > 0 ? others.join(", ").toLowerCase() : null };
  }
  if (keptBy.includes("newest"))
    return { first: "Newest", second: until ? `${until} or later` : null };
  if (!until)
    return { first: names[0] ?? "Age", second: names.slice(1).join(", ").toLowerCase() || null };
  return {
    first: until,
    second: names.length > 0 ? `or longer: ${names.join(", ").toLowerCase()}` : null,
  };
}

/** The same in one sentence. */
export function keptSentence(backup: BackupDto): string {
  const words = keptWords(backup);
  if (!words) return "Retention speaks only of live backups";
  const { first, second } = words;
  const head = /^\d/.test(first) ? `Kept until ${first}` : first;
  return second ? `${head}, ${second}` : head;
}
