"use client";

import clsx from "clsx";
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from "react";
import { findMatches } from "#components/console/find-matches";
import { LogLines, type LogScroller } from "#components/console/log-lines";
import { LogSearch } from "#components/console/log-search";
import type { LogLine } from "#components/console/parse-log";
import { CopyButton } from "#components/ui/copy-button";
import { ToggleButton } from "#components/ui/toggle-button";

type Props = {
  /** Which output it is: "stderr". */
  source: ReactNode;
  /** How the command ended, in a few words. */
  outcome?: ReactNode;
  lines: readonly LogLine[];
  /** The number of the first line, less one: lines before it were let go. */
  firstLine?: number;
  /** More may come: the newest stays in sight. */
  following: boolean;
  hasColours: boolean;
  /** Said instead of an empty pane. */
  emptyText: string;
  /** What was left out. */
  notice?: ReactNode;
  /** For a screen reader. */
  label: string;
  /** Controls of its own, before the others. */
  tools?: ReactNode;
  download: ReactNode;
  /** As high as its place, instead of as its lines up to a limit. */
  fills?: boolean;
};

/** The pane of a log: lines with numbers and times, search, wrapping, colours, copying. */
export function LogPane(props: Props) {
  const { source, outcome, lines, firstLine = 0, following, hasColours, emptyText } = props;
  const { notice, label, tools, download, fills = false } = props;
  const [wrap, setWrap] = useState(true);
  const [coloured, setColoured] = useState(true);
  const [timed, setTimed] = useState(false);
  const [words, setWords] = useState("");
  const [step, setStep] = useState(0);
  const scroller = useRef<LogScroller>(null);
  const hasTimes = lines[0]?.time !== undefined;
  const sought = useDeferredValue(words);
  const matches = useMemo(() => findMatches(lines, sought), [lines, sought]);
  const at = matches.length === 0 ? 0 : ((step % matches.length) + matches.length) % matches.length;

  function go(next: number) {
    setStep(next);
    const match = matches[((next % matches.length) + matches.length) % matches.length];
    if (match) scroller.current?.toLine(match.line);
  }

  function search(next: string) {
    setWords(next);
    setStep(0);
    const first = findMatches(lines, next)[0];
    if (first) scroller.current?.toLine(first.line);
  }

  return (
    <div
      className={clsx(
        "overflow-clip rounded-lg border border-line bg-inset",
        fills && "flex min-h-0 flex-1 flex-col",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line px-3 py-1.5">
        <span className="min-w-0 flex-1 basis-40">
          <span className="mr-2 font-mono text-sm font-semibold">{source}</span>
          <span className="text-sm text-dim">{outcome}</span>
        </span>
        {tools}
        {lines.length > 0 && (
          <div className="flex flex-wrap items-center gap-1.5">
            <LogSearch
              words={words}
              onWordsChange={search}
              count={matches.length}
              at={at}
              onStep={(by) => go(at + by)}
            />
            <ToggleButton pressed={wrap} onPressedChange={setWrap}>
              Wrap
            </ToggleButton>
            {hasTimes && (
              <ToggleButton pressed={timed} onPressedChange={setTimed}>
                Times
              </ToggleButton>
            )}
            {hasColours && (
              <ToggleButton pressed={coloured} onPressedChange={setColoured}>
                Colours
              </ToggleButton>
            )}
            <CopyButton
              words
              text={() => lines.map((line) => asText(line, timed)).join("\n")}
              label="Copy log"
            />
            {download}
          </div>
        )}
      </div>
      {notice && <div className="border-b border-line px-3 py-1.5 text-sm text-warn">{notice}</div>}
      {lines.length === 0 ? (
        <p className="px-3 py-3 text-dim">{emptyText}</p>
      ) : (
        <LogLines
          lines={lines}
          matches={matches}
          current={matches[at]}
          wrap={wrap}
          coloured={coloured}
          following={following}
          timed={timed && hasTimes}
          firstLine={firstLine}
          fills={fills}
          label={label}
          scroller={scroller}
        />
      )}
    </div>
  );
}

const asText = ({ time, text }: LogLine, timed: boolean) =>
  timed && time ? `${time} ${text}` : text;
