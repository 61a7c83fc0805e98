import { judgeBackups } from "#lib/backups/retention";
import { parseSchedule } from "#lib/backups/schedule";
import type { PlannedTrouble, SamplePlan } from "#lib/demo/sample-plan";

const dayMs = 86_400_000;
export const historyDays = 30;
export const timeZone = "UTC";

/** One thing that happened to an instance. `day` counts from the beginning of the history. */
export type HistoryEvent = { at: Date; day: number } & (
  | { kind: "scheduled"; due: Date; trouble: PlannedTrouble | null }
  | { kind: "manual"; pin: boolean; cancelled: boolean }
  | { kind: "restore" }
);

/** When the history of a demo that is made now begins. */
export const historyStart = (now: Date) => new Date(now.getTime() - historyDays * dayMs);

/**
 * What happened to each instance of a sample in the thirty days before `now`, oldest first: what its
 * schedule asked for and what people did, without the backups that its retention has removed since.
 */
export function planHistory(plan: SamplePlan, now: Date): HistoryEvent[] {
  if (!plan.backup) return [];
  const start = historyStart(now);
  const end = new Date(now.getTime() - (plan.goneDaysAgo ?? 0) * dayMs);
  const dayOf = (at: Date) => (at.getTime() - start.getTime()) / dayMs;
  const dues = parseSchedule(plan.backup.cron, timeZone).between(start, end, 1000);
  const scheduled = dues.map((due, index): HistoryEvent => {
    const isFirstOfDay =
      Math.floor(dayOf(due)) !== Math.floor(dayOf(dues[index - 1] ?? new Date(0)));
    const trouble = (isFirstOfDay && plan.trouble?.[Math.floor(dayOf(due))]) || null;
    const at = new Date(due.getTime() + 300 + ((index * 271) % 1500));
    return { kind: "scheduled", at, day: dayOf(at), due, trouble };
  });
  const acts = (plan.acts ?? []).flatMap((act): HistoryEvent[] => {
    const at = new Date(start.getTime() + act.day * dayMs);
    const when = { at, day: act.day };
    if (act.act === "restore") return [{ ...when, kind: "restore" }];
    if (act.act === "lose") return [];
    return [{ ...when, kind: "manual", pin: !!act.pin, cancelled: !!act.cancelled }];
  });
  const all = [...scheduled, ...acts].sort((a, b) => a.at.getTime() - b.at.getTime());
  const gone = removedByNow(all, plan.backup.retention, now);
  return all.filter((event) => !gone.has(event));
}

function removedByNow(
  events: HistoryEvent[],
  policy: NonNullable<SamplePlan["backup"]>["retention"],
  now: Date,
): Set<HistoryEvent> {
  const live = events.filter(
    (event) =>
      // One that finds the server down succeeds when it is tried again.
      (event.kind === "scheduled" && event.trouble !== "missed") ||
      (event.kind === "manual" && !event.cancelled),
  );
  const ids = new Map(live.map((event, index) => [String(index).padStart(6, "0"), event]));
  const rows = [...ids].map(([id, event]) => ({
    id,
    containerId: "one",
    instanceId: "one",
    created: event.at,
    state: "live" as const,
    pinned: event.kind === "manual" && event.pin,
  }));
  const judged = judgeBackups(rows, { containerId: "one", policy, timeZone, now });
  return new Set([...ids].flatMap(([id, event]) => (judged.get(id)?.goes ? [event] : [])));
}
