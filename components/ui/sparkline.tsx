import clsx from "clsx";

type Props = {
  /** Two values or more, at even distances, the oldest first. */
  points: readonly number[];
  /** What it says, for a screen reader and on hover. */
  label: string;
  className?: string;
};

const width = 100;
const height = 30;
const rim = 2;

/** A line of a few values over the height that they need: how something went, not how much it is. */
export function Sparkline({ points, label, className }: Props) {
  const line = sparkPath(points);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={clsx("block h-6 w-20 overflow-visible", className)}
    >
      <title>{label}</title>
      <path d={`${line}V${height}H0Z`} className="fill-accent-soft" />
      <path
        d={line}
        fill="none"
        vectorEffect="non-scaling-stroke"
        strokeWidth={1.5}
        strokeLinejoin="round"
        className="stroke-accent"
      />
    </svg>
  );
}

/** The line as SVG's path in a box of 100 by 30; what never changes lies in the middle. */
export function sparkPath(points: readonly number[]): string {
  const least = Math.min(...points);
  const span = Math.max(...points) - least;
  const step = points.length > 1 ? width / (points.length - 1) : 0;
  const y = (value: number) =>
    span === 0 ? height / 2 : height - rim - ((value - least) / span) * (height - 2 * rim);
  return points
    .map((value, at) => `${at === 0 ? "M" : "L"}${round(at * step)} ${round(y(value))}`)
    .join("");
}

const round = (value: number) => Math.round(value * 10) / 10;
