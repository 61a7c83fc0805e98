import parse from "parse-duration";

/** A duration that cannot be used; `message` is fit for the field. */
export class DurationError extends Error {
  override name = "DurationError";
}

const written = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+$/;
const part = /\d+(?:\.\d+)?(ns|us|µs|ms|s|m|h|d|w|y)/g;

/** Ten years of 365.25 days, in seconds. */
export const longestDuration = 315_576_000;

/**
 * Reads a duration such as `3d15h10m5s` (units ns us ms s m h d w y, each at most once; a year is
 * 365.25 days) and gives whole seconds, rounded up so that a timeout is never shorter than asked.
 * Throws `DurationError` unless it is 1 s to 10 y.
 */
export function parseDuration(text: string): number {
  const trimmed = text.trim();
  if (trimmed === "") throw new DurationError("Write a duration such as 3d15h10m5s.");
  if (/^\d+(\.\d+)?$/.test(trimmed)) {
    throw new DurationError(
      `${trimmed.slice(0, 20)} has no unit: write ${trimmed.slice(0, 20)}s or ${trimmed.slice(0, 20)}m.`,
    );
  }
  if (!written.test(trimmed)) {
    throw new DurationError(
      "Write numbers with the units ns, us, ms, s, m, h, d, w or y, such as 3d15h10m5s.",
    );
  }
  const units = Array.from(trimmed.matchAll(part), (match) => match[1]);
  const twice = units.find((unit, index) => units.indexOf(unit) !== index);
  if (twice) throw new DurationError(`The unit ${twice} stands there twice.`);
  const exact = parse(trimmed, "s") ?? 0;
  // Sums of fractions such as 1ms + 999ms may miss a whole second by a rounding error.
  const seconds = Math.ceil(Math.round(exact * 1e6) / 1e6);
  if (exact < 1 - 1e-9) throw new DurationError("The shortest duration is 1s.");
  if (!(seconds <= longestDuration)) throw new DurationError("The longest duration is 10y.");
  return seconds;
}

const steps = [
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
] as const;

/** Shows seconds as the two largest units that matter: `3d 15h`, `2m 5s`, `0.4s`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds <= 0) return "0s";
  if (seconds < 10) {
    const tenths = Math.round(seconds * 10) / 10;
    if (tenths < 10) return `${tenths || 0.1}s`;
  }
  const first = steps.findIndex(([, length]) => Math.round(seconds) >= length);
  const smallest = steps[Math.min(first + 1, steps.length - 1)]?.[1] ?? 1;
  let left = Math.round(seconds / smallest) * smallest;
  const shown: string[] = [];
  for (const [unit, length] of steps) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) shown.push(`${count}${unit}`);
  }
  return shown.slice(0, 2).join(" ");
}
