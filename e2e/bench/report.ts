import type { Data } from "#e2e/bench/tools";

export type Row = {
  work: "backup" | "restore";
  data: Data;
  tool: string;
  seconds: number;
  peakBytes: number;
};

const ours = "Holdfast";

/** The middle value; of an even number, the lower of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The README's table: medians, and our time as a share of each tool's. */
export function toTable(rows: Row[]): string {
  const lines = [
    "| work | data | tool | seconds | peak MB | ours ÷ it |",
    "| --- | --- | --- | ---: | ---: | ---: |",
  ];
  for (const work of ["backup", "restore"] as const) {
    for (const data of ["random", "sql"] as const) {
      const here = rows.filter((row) => row.work === work && row.data === data);
      const mine = median(here.filter((row) => row.tool === ours).map((row) => row.seconds));
      for (const tool of new Set(here.map((row) => row.tool))) {
        const its = here.filter((row) => row.tool === tool);
        const seconds = median(its.map((row) => row.seconds));
        const peak = Math.round(median(its.map((row) => row.peakBytes)) / 1e6);
        const ratio = tool === ours ? "" : (mine / seconds).toFixed(2);
        const name = tool.replaceAll("|", "\\|");
        lines.push(`| ${work} | ${data} | ${name} | ${seconds.toFixed(1)} | ${peak} | ${ratio} |`);
      }
    }
  }
  return lines.join("\n");
}

/** Prints the table, and the peak of a long backup beside that of 1 GiB. */
export function printTables(
  rows: Row[],
  peaks: { one: number; large: number; gib: number } | null,
): void {
  console.log(`\n${toTable(rows)}`);
  if (!peaks) return;
  const mb = (bytes: number) => Math.round(bytes / 1e6);
  console.log(
    `\nPeak of one backup of random bytes: ${mb(peaks.one)} MB for 1 GiB, ${mb(peaks.large)} MB for ${peaks.gib} GiB (${(peaks.large / peaks.one).toFixed(2)} ×).`,
  );
}
