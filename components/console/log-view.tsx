"use client";

import { Download } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from "react";
import { findMatches } from "#components/console/find-matches";
import { LogLines, type LogScroller } from "#components/console/log-lines";
import { LogSearch } from "#components/console/log-search";
import { hasEscapes, parseLog } from "#components/console/parse-log";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { ToggleButton } from "#components/ui/toggle-button";

type Props = {
  /** Which output it is: "stderr". */
  source: ReactNode;
  /** How the command ended, in a few words. */
  outcome?: ReactNode;
  text: string;
  /** More may come. */
  running: boolean;
  /** Said instead of an empty pane. */
  emptyText: string;
  /** What was left out. */
  notice?: ReactNode;
  /** For a screen reader, and the download. */
  label: string;
  fileName: string;
};

function download(text: string, fileName: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** A command's output: numbered, searchable, with its colours or without, followed while it runs. */
export function LogView(props: Props) {
  const { source, outcome, text, running, emptyText, notice, label, fileName } = props;
  const [wrap, setWrap] = useState(true);
  const [coloured, setColoured] = useState(true);
  const [words, setWords] = useState("");
  const [step, setStep] = useState(0);
  const scroller = useRef<LogScroller>(null);
  const lines = useMemo(() => parseLog(text), [text]);
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
    <div className="overflow-clip rounded-lg border border-line bg-inset">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line px-3 py-1.5">
        <span className="min-w-0 flex-1 basis-40">
          <span className="mr-2 font-mono text-sm font-semibold">{source}</span>
          <span className="text-sm text-dim">{outcome}</span>
        </span>
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
            {hasEscapes(text) && (
              <ToggleButton pressed={coloured} onPressedChange={setColoured}>
                Colours
              </ToggleButton>
            )}
            <CopyButton
              words
              text={() => lines.map((line) => line.text).join("\n")}
              label="Copy log"
            />
            <Button
              size="sm"
              aria-label="Download log"
              icon={<Download aria-hidden />}
              onClick={() => download(text, fileName)}
            >
              Download
            </Button>
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
          following={running}
          label={label}
          scroller={scroller}
        />
      )}
    </div>
  );
}
