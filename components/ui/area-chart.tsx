import clsx from "clsx";

type Props = {
  /** What it shows, in words: "Stored over 30 days: from 2 GB to 3 GB". */
  label: string;
  values: readonly number[];
  className?: string;
};

const width = 100;
const height = 32;

/** The line through the values and the area below it; the lowest place is zero. */
export function areaPaths(values: readonly number[]): { line: string; area: string } {
  const most = Math.max(...values, 1);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, at) => {
    const y = height - 1 - (value / most) * (height - 2);
    return `${round(at * step)} ${round(y)}`;
  });
  const line = `M${points.join("L")}`;
  return { line, area: `${line}L${width} ${height}L0 ${height}Z` };
}

const round = (value: number) => Math.round(value * 100) / 100;

/** How a value went over time, as wide as its place. */
export function AreaChart({ label, values, className }: Props) {
  const { line, area } = areaPaths(values);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={clsx("block overflow-visible", className)}
    >
      <path d={area} className="fill-accent-soft" />
      <path
        d={line}
        fill="none"
        vectorEffect="non-scaling-stroke"
        strokeWidth="1.5"
        strokeLinejoin="round"
        className="stroke-accent"
      />
    </svg>
  );
}
