import type { SweepDto } from "#lib/api/sweep-dto";
import type { Vendor } from "#lib/integrations/types";

/** What a vendor's place is called. */
export const placeWord = (vendor: Vendor) => (vendor === "folder" ? "folder" : "bucket");

export const many = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

/** How many of the backups that should be there were found. */
export function foundWords({ known = 0, found = 0 }: SweepDto["counts"]): string {
  if (known === 0) return "The catalogue has no backup there";
  if (found === known)
    return known === 1 ? "The one backup is there" : `All ${many(known, "backup")} are there`;
  return `${found.toLocaleString("en")} of ${many(known, "backup")} found`;
}

export type Finding = { tone: "bad" | "warn" | "ok" | "plain"; words: string };

/** What a sweep did and could not do, the worst first; nothing of what it did not. */
export function findingsOf(counts: SweepDto["counts"]): Finding[] {
  const of = (
    name: keyof SweepDto["counts"],
    tone: Finding["tone"],
    say: (count: number) => string,
  ): Finding[] => {
    const count = counts[name] ?? 0;
    return count > 0 ? [{ tone, words: say(count) }] : [];
  };
  return [
    ...of("missing", "bad", (n) => `${many(n, "backup")} newly missing`),
    ...of("not_imported", "warn", (n) => `${many(n, "object")} not imported`),
    ...of("manifests_lost", "warn", (n) => `${many(n, "manifest")} lost for good`),
    ...of("back", "ok", (n) => `${many(n, "missing backup")} found again`),
    ...of("imported", "ok", (n) => `${many(n, "backup")} imported`),
    ...of(
      "containers_made",
      "plain",
      (n) => `${many(n, "container entry", "container entries")} made`,
    ),
    ...of("manifests_written", "plain", (n) => `${many(n, "manifest")} written anew`),
    ...of("uploads_aborted", "plain", (n) => `${many(n, "abandoned upload")} aborted`),
  ];
}

/** What goes on, in one word. */
export function runningWord({ kind, state }: SweepDto): string {
  if (state.current === "queued") return "Waiting for the worker";
  return { compare: "Comparing", rebuild: "Rebuilding", import: "Importing" }[kind];
}

export const kindWord = { compare: "comparison", rebuild: "rebuild", import: "import" } as const;
