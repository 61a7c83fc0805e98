"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ArrowDownToLine } from "lucide-react";
import { type RefObject, useImperativeHandle, useRef } from "react";
import { type Match, markRuns } from "#components/console/find-matches";
import type { LogLine } from "#components/console/parse-log";
import { Button } from "#components/ui/button";
import { serverNow } from "#lib/queries/server-clock";

export type LogScroller = { toLine: (line: number) => void };

type Props = {
  lines: readonly LogLine[];
  /** The number of the first line, less one. */
  firstLine: number;
  matches: Match[];
  current: Match | undefined;
  wrap: boolean;
  coloured: boolean;
  /** Shows when each was written. */
  timed: boolean;
  fills: boolean;
  /** While true the newest line stays in sight, unless the reader has scrolled up. */
  following: boolean;
  label: string;
  scroller: RefObject<LogScroller | null>;
};

const lineHeight = 20;

/** The lines in sight of a log of any length; it scrolls by itself and takes the focus for keys. */
export function LogLines(props: Props) {
  const { lines, firstLine, matches, current, wrap, coloured, timed, fills } = props;
  const { following, label, scroller } = props;
  const pane = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => pane.current,
    estimateSize: () => lineHeight,
    // Lines that are let go at the top move none of those that are read.
    getItemKey: (index) => firstLine + index,
    initialOffset: () => (following ? lines.length * lineHeight : 0),
    anchorTo: following ? "end" : "start",
    followOnAppend: following,
    scrollEndThreshold: 40,
    overscan: 20,
    useFlushSync: false,
  });
  useImperativeHandle(scroller, () => ({
    toLine: (line) => virtualizer.scrollToIndex(line, { align: "center" }),
  }));
  const items = virtualizer.getVirtualItems();
  const digits = String(firstLine + lines.length).length;
  const byLine = Map.groupBy(matches, (match) => match.line);

  return (
    <div className={clsx("relative", fills && "flex min-h-0 flex-1 flex-col")}>
      <section
        ref={pane}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keys
        tabIndex={0}
        className={clsx(
          "overflow-auto py-2 font-mono text-sm leading-5 focus-visible:-outline-offset-2",
          fills ? "min-h-40 flex-1" : "max-h-90",
        )}
      >
        <div
          className={clsx("relative", !wrap && "w-max min-w-full")}
          style={{
            height: virtualizer.getTotalSize(),
            paddingTop: items[0]?.start ?? 0,
          }}
        >
          {items.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="flex min-h-5 px-3"
              >
                <span
                  aria-hidden
                  className="mr-3 shrink-0 text-right text-faint select-none"
                  style={{ width: `${digits}ch` }}
                >
                  {firstLine + item.index + 1}
                </span>
                {timed && line.time && (
                  <time dateTime={line.time} title={line.time} className="mr-3 shrink-0 text-faint">
                    {formatTime(line.time)}
                  </time>
                )}
                <span
                  className={clsx(
                    "min-w-0 flex-1 pl-[2ch] -indent-[2ch]",
                    wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre",
                  )}
                >
                  {markRuns(line.runs, byLine.get(item.index) ?? [], current).map((run) => (
                    <Run
                      key={run.key}
                      text={run.text}
                      mark={run.mark}
                      className={coloured ? run.className : ""}
                    />
                  ))}
                </span>
              </div>
            );
          })}
        </div>
      </section>
      {following && !virtualizer.isAtEnd(40) && (
        <Button
          size="sm"
          icon={<ArrowDownToLine aria-hidden />}
          onClick={() => virtualizer.scrollToEnd()}
          className="absolute right-4 bottom-3 shadow-popup"
        >
          Follow
        </Button>
      )}
    </div>
  );
}

/** In the reader's zone, with the day only where it is not today's. */
function formatTime(time: string): string {
  const at = new Date(time);
  const clock = at.toLocaleTimeString("en-GB", { hour12: false });
  if (at.toDateString() === new Date(serverNow()).toDateString()) return clock;
  return `${at.toLocaleDateString("en-GB", { day: "2-digit", month: "short" })} ${clock}`;
}

function Run({
  text,
  className,
  mark,
}: {
  text: string;
  className: string;
  mark: "none" | "match" | "current";
}) {
  if (mark === "none") return <span className={className}>{text}</span>;
  return (
    <mark
      data-current={mark === "current" || undefined}
      className={clsx("rounded-[2px] text-text", mark === "current" ? "bg-mark-now" : "bg-mark")}
    >
      {text}
    </mark>
  );
}
