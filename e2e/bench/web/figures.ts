import { median } from "#e2e/bench/report";

export type Figure = {
  name: string;
  unit: "ms" | "KB" | "";
  /** Met when the median is no more than this; null where there is none. */
  goal: number | null;
  /** One per turn. */
  values: number[];
};

/** The smallest measured value that 95 of 100 do not exceed. */
export function p95(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

/** A table of each figure's median and p95 beside its goal, and whether the median meets it. */
export function toTable(figures: Figure[]): string {
  const lines = ["| figure | goal | median | p95 | met |", "| --- | ---: | ---: | ---: | --- |"];
  for (const { name, unit, goal, values } of figures) {
    const say = (value: number) => {
      const rounded = unit === "" ? Math.round(value * 1e5) / 1e5 : Math.round(value);
      return `${rounded} ${unit}`.trim();
    };
    const middle = median(values);
    const met = goal === null ? "" : middle <= goal ? "yes" : "**no**";
    const wanted = goal === null ? "" : `≤ ${say(goal)}`;
    lines.push(`| ${name} | ${wanted} | ${say(middle)} | ${say(p95(values))} | ${met} |`);
  }
  return lines.join("\n");
}
