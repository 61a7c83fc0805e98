import type { LogLine, LogRun } from "#components/console/parse-log";

/** A found piece of a line: characters from `start` up to `end`. */
export type Match = { line: number; start: number; end: number };

/** Every place where the words stand, without regard to case, in reading order. */
export function findMatches(lines: readonly LogLine[], words: string): Match[] {
  const sought = words.toLowerCase();
  if (sought === "") return [];
  return lines.flatMap(({ text }, line) => {
    const found: Match[] = [];
    const lower = text.toLowerCase();
    for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + sought.length)) {
      found.push({ line, start: at, end: at + sought.length });
    }
    return found;
  });
}

export type MarkedRun = LogRun & { key: string; mark: "none" | "match" | "current" };

/** Cuts a line's runs where matches begin and end. */
export function markRuns(
  runs: readonly LogRun[],
  matches: readonly Match[],
  current: Match | undefined,
): MarkedRun[] {
  const marked: MarkedRun[] = [];
  let offset = 0;
  for (const run of runs) {
    const end = offset + run.text.length;
    let at = offset;
    const put = (until: number, mark: MarkedRun["mark"]) => {
      if (until <= at) return;
      const text = run.text.slice(at - offset, until - offset);
      marked.push({ text, className: run.className, key: `${at}`, mark });
      at = until;
    };
    for (const match of matches) {
      if (match.end <= offset || match.start >= end) continue;
      put(Math.max(offset, match.start), "none");
      put(Math.min(end, match.end), match === current ? "current" : "match");
    }
    put(end, "none");
    offset = end;
  }
  return marked;
}
