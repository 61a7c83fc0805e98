"use client";

import clsx from "clsx";
import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";

export type Bar = {
  key: string;
  /** What it says in words: "27 Nov: 40 live, 2 failed". */
  label: string;
  href: string;
  good: number;
  bad: number;
};

type Props = {
  label: string;
  bars: readonly Bar[];
  /** Below the first and the last bar. */
  from: string;
  to: string;
  /** Stands between the two while no bar is looked at. */
  summary: ReactNode;
};

const height = 92;
const gap = 2;

/** Each part has to be seen, however small beside the others. */
function heights({ good, bad }: Bar, most: number): { good: number; bad: number } {
  const scaled = (value: number, least: number) =>
    value === 0 ? 0 : Math.max(least, (value / most) * (height - gap));
  return { good: scaled(good, 3), bad: scaled(bad, 5) };
}

/**
 * Bars over time, each a link to what it counts; what failed stands on top of what went well. One stop
 * for Tab, the arrow keys go from bar to bar, and its words stand below while it is looked at.
 */
export function BarChart({ label, bars, from, to, summary }: Props) {
  const [looked, setLooked] = useState<number | null>(null);
  const [stop, setStop] = useState(bars.length - 1);
  const list = useRef<HTMLUListElement>(null);
  const most = Math.max(1, ...bars.map(({ good, bad }) => good + bad));
  const current = Math.min(stop, bars.length - 1);

  function onKeyDown(event: KeyboardEvent) {
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: bars.length - 1 }[
      event.key
    ];
    if (to === undefined || to < 0 || to >= bars.length) return;
    event.preventDefault();
    list.current?.querySelectorAll("a")[to]?.focus();
  }

  return (
    <figure className="pt-1">
      <ul
        ref={list}
        aria-label={label}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setLooked(null)}
        className="flex gap-[3px] sm:gap-[5px]"
      >
        {bars.map((bar, index) => (
          <li key={bar.key} className="min-w-0 flex-1">
            <Column
              bar={bar}
              parts={heights(bar, most)}
              isLast={index === bars.length - 1}
              isFaded={looked !== null && looked !== index}
              tabIndex={index === current ? 0 : -1}
              onLook={() => setLooked(index)}
              onFocus={() => {
                setStop(index);
                setLooked(index);
              }}
              onBlur={() => setLooked(null)}
            />
          </li>
        ))}
      </ul>
      <figcaption className="mt-2 grid grid-cols-[auto_1fr_auto] gap-3 text-sm text-faint">
        <span>{from}</span>
        <span className="truncate text-center">
          {looked === null ? summary : <span className="text-text">{bars[looked]?.label}</span>}
        </span>
        <span>{to}</span>
      </figcaption>
    </figure>
  );
}

type ColumnProps = {
  bar: Bar;
  parts: { good: number; bad: number };
  isLast: boolean;
  isFaded: boolean;
  tabIndex: number;
  onLook: () => void;
  onFocus: () => void;
  onBlur: () => void;
};

function Column({ bar, parts, isLast, isFaded, onLook, ...rest }: ColumnProps) {
  return (
    <Link
      {...rest}
      href={bar.href}
      prefetch={false}
      aria-label={bar.label}
      onMouseEnter={onLook}
      style={{ height }}
      className={clsx(
        "flex flex-col justify-end gap-[2px] rounded-sm transition-opacity duration-100",
        isFaded && "opacity-55",
      )}
    >
      {parts.bad > 0 && (
        <span className="block rounded-[2px] bg-bad" style={{ height: parts.bad }} />
      )}
      {parts.good > 0 ? (
        <span
          className={clsx("block rounded-[2px]", isLast ? "bg-accent" : "bg-accent/55")}
          style={{ height: parts.good }}
        />
      ) : (
        parts.bad === 0 && <span className="block h-0.5 rounded-full bg-line" />
      )}
    </Link>
  );
}
