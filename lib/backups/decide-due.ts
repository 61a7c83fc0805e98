import { formatDuration } from "#lib/backups/duration";
import { parseSchedule } from "#lib/backups/schedule";
import type {
  DueRow,
  GoingRun,
  ScheduledContainer,
  ScheduledInstance,
} from "#lib/backups/schedule-ports";
import { wallClock } from "#lib/backups/wall-clock";

/** So many missed due times get a row each; one more row stands for all before them. */
export const missedRows = 50;
/** Up to this number it says exactly how many those are. */
const missedCounted = 1000;

/**
 * What comes of the due times since the last look: the latest is run if it lies within the catch-up
 * window, those before it are written down as missed. Nothing is silently skipped (promise 12).
 *
 * @returns rows in the order of their due times; empty when nothing was due
 */
export function decideDue(state: ScheduledContainer, now: Date): DueRow[] {
  const schedule = parseSchedule(state.cronString, state.timeZone);
  if (!state.wanted) return [];
  const dues = schedule.between(state.seen, now, missedRows + missedCounted + 2);
  const latest = dues.at(-1);
  if (!latest) return [];
  const show = timeIn(state.timeZone);
  const inTime = now.getTime() - latest.getTime() <= state.catchUpSeconds * 1000;
  const missed = inTime ? dues.slice(0, -1) : dues;
  const rest = inTime
    ? `Of what was missed only the latest is made up, due ${show(latest)}.`
    : `That is longer ago than the catch-up window (${formatDuration(state.catchUpSeconds)}), so nothing was backed up for it. Back up now, or wait for the next run.`;
  const targets = chooseTargets(state);
  return targets.flatMap((instance) => [
    ...missedTimes(missed, show).map(
      ({ due, when }): DueRow => ({
        instance,
        due,
        outcome: {
          state: "failed",
          code: "schedule-missed",
          message: `Holdfast was not running, or was held up, when this backup was due (${when}). ${rest}`,
        },
      }),
    ),
    ...(inTime
      ? [{ instance, due: latest, outcome: decideOne(state, instance, show(latest)) }]
      : []),
  ]);
}

/** The instances that a due time is for; one alone speaks for a container that is gone. */
function chooseTargets(state: ScheduledContainer): ScheduledInstance[] {
  const { instances, chosenInstanceId } = state;
  if (chosenInstanceId) return instances.filter(({ id }) => id === chosenInstanceId);
  const there = instances.filter((instance) => instance.state !== "gone");
  return state.gone || there.length === 0 ? instances.slice(0, 1) : there;
}

function decideOne(
  state: ScheduledContainer,
  { name, state: is, going }: ScheduledInstance,
  when: string,
): DueRow["outcome"] {
  if (state.gone) {
    return {
      state: "failed",
      code: "container-gone",
      message: `The container was gone when this backup was due (${when}). Start it again, or delete it in its Settings.`,
    };
  }
  if (is === "gone") {
    return {
      state: "failed",
      code: "container-gone",
      message: `The chosen instance ${name} was gone when this backup was due (${when}). Choose another in Config → Integrations → Backups.`,
    };
  }
  if (going) {
    return {
      state: "cancelled",
      code: "schedule-overlap",
      message: `Skipped: ${describeGoing(going)} when this backup was due (${when}).`,
    };
  }
  if (is !== "running") {
    return {
      state: "failed",
      code: "container-stopped",
      message: `The instance ${name} was ${is} when this backup was due (${when}). Start it, then back up.`,
      retry: true,
    };
  }
  return { state: "queued" };
}

function describeGoing({ kind, id, state, created }: GoingRun): string {
  const asked = `${created.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const doing = state === "queued" ? "was still waiting" : "was still going";
  return `the ${kind} of ${asked} (${id}) ${doing}`;
}

/** The newest due times each, and one that stands for all before them. */
function missedTimes(missed: Date[], show: (due: Date) => string): { due: Date; when: string }[] {
  const each = missed.slice(-missedRows).map((due) => ({ due, when: show(due) }));
  const before = missed.slice(0, -missedRows);
  const [first, last] = [before[0], before.at(-1)];
  if (!first || !last) return each;
  const count = before.length > missedCounted ? `more than ${missedCounted}` : `${before.length}`;
  const span = `${count} due times up to ${show(last)}`;
  return [{ due: last, when: before.length === 1 ? show(last) : span }, ...each];
}

function timeIn(timeZone: string): (due: Date) => string {
  const clock = wallClock(timeZone);
  return (due) => {
    const shown = new Date(clock.wallAt(due.getTime())).toISOString();
    return `${shown.slice(0, 16).replace("T", " ")}, ${timeZone}`;
  };
}
