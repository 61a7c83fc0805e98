import type { RetentionPolicy } from "#lib/backups/types";

const units: Record<string, string> = {
  ns: "nanosecond",
  us: "microsecond",
  µs: "microsecond",
  ms: "millisecond",
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  y: "year",
};

const periods = [
  ["daily", "day"],
  ["weekly", "week"],
  ["monthly", "month"],
  ["yearly", "year"],
] as const;

/**
 * A policy in one sentence, such as `Keeps what is younger than 30 days, the last 7 and one a month for
 * 12 months.` A rule that is left out is not spoken of.
 */
export function retentionWords(policy: RetentionPolicy): string {
  const rules: string[] = [];
  if (policy.age) rules.push(`what is younger than ${durationWords(policy.age)}`);
  if (policy.last) rules.push(policy.last === 1 ? "the newest" : `the last ${policy.last}`);
  for (const [rule, word] of periods) {
    const count = policy[rule];
    if (count) rules.push(`one a ${word} for ${count} ${count === 1 ? word : `${word}s`}`);
  }
  if (rules.length === 0) return "Keeps every backup: nothing is removed by itself.";
  return `Keeps ${list(rules)}.`;
}

/** `3d12h` as `3 days 12 hours`; a text that is no duration stays as it is. */
function durationWords(text: string): string {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g)];
  if (parts.length === 0) return text;
  return parts
    .map(
      ([, amount = "", unit = ""]) =>
        `${amount} ${units[unit] ?? unit}${amount === "1" ? "" : "s"}`,
    )
    .join(" ");
}

function list(words: string[]): string {
  if (words.length < 3) return words.join(" and ");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
