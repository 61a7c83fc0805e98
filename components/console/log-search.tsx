"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { IconButton } from "#components/ui/icon-button";
import { SearchField } from "#components/ui/search-field";

type Props = {
  words: string;
  onWordsChange: (words: string) => void;
  count: number;
  /** Which match is shown, from 0. */
  at: number;
  onStep: (step: 1 | -1) => void;
};

/** Search in a log: Enter goes on, Shift+Enter goes back. */
export function LogSearch({ words, onWordsChange, count, at, onStep }: Props) {
  return (
    <div className="flex items-center max-sm:w-full">
      <SearchField
        label="Search in the log"
        placeholder="Search in the log"
        value={words}
        onValueChange={onWordsChange}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onStep(event.shiftKey ? -1 : 1);
        }}
        className="w-46 max-sm:w-auto max-sm:flex-1 [&_input]:h-7"
      />
      {words !== "" && (
        <>
          <span role="status" className="px-2 text-sm whitespace-nowrap text-dim">
            {count === 0 ? "No match" : `${at + 1} of ${count.toLocaleString("en")}`}
          </span>
          <IconButton
            label="Previous match"
            disabled={count === 0}
            onClick={() => onStep(-1)}
            className="size-7"
          >
            <ChevronUp aria-hidden />
          </IconButton>
          <IconButton
            label="Next match"
            disabled={count === 0}
            onClick={() => onStep(1)}
            className="size-7"
          >
            <ChevronDown aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  );
}
