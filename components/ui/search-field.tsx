"use client";

import clsx from "clsx";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Kbd } from "#components/ui/kbd";

type Props = {
  label: string;
  placeholder: string;
  value: string;
  onValueChange: (value: string) => void;
  /** `/` anywhere on the page, outside a field, moves here. */
  slash?: boolean;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onBlur?: () => void;
  className?: string;
};

export function SearchField({
  label,
  placeholder,
  value,
  onValueChange,
  slash = false,
  onKeyDown,
  onBlur,
  className,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!slash) return;
    const onSlash = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      if (at instanceof HTMLElement && at.matches("input, textarea, select, [contenteditable]"))
        return;
      if (input.current?.closest("[inert], [aria-hidden='true']")) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onSlash);
    return () => document.removeEventListener("keydown", onSlash);
  }, [slash]);

  return (
    <search className={clsx("relative block", className)}>
      <Search
        aria-hidden
        className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
      />
      <input
        ref={input}
        type="text"
        inputMode="search"
        aria-label={label}
        aria-keyshortcuts={slash ? "/" : undefined}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onValueChange("");
          }
          onKeyDown?.(event);
        }}
        onBlur={onBlur}
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line bg-panel pr-8 pl-8 hover:border-field focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0"
      />
      {slash && value === "" && (
        <Kbd className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2">/</Kbd>
      )}
    </search>
  );
}
