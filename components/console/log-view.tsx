"use client";

import { Download } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { LogPane } from "#components/console/log-pane";
import { hasEscapes, parseLog } from "#components/console/parse-log";
import { Button } from "#components/ui/button";

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
export function LogView({ text, running, fileName, ...pane }: Props) {
  const lines = useMemo(() => parseLog(text), [text]);
  return (
    <LogPane
      {...pane}
      lines={lines}
      following={running}
      hasColours={hasEscapes(text)}
      download={
        <Button
          size="sm"
          aria-label="Download log"
          icon={<Download aria-hidden />}
          onClick={() => download(text, fileName)}
        >
          Download
        </Button>
      }
    />
  );
}
