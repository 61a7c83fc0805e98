"use client";

import { Search } from "lucide-react";
import { showOverlay } from "#components/shell/overlay";
import { IconButton } from "#components/ui/icon-button";
import { Kbd } from "#components/ui/kbd";

const open = () => showOverlay("palette");

/** Opens the command palette. */
export function GoTo() {
  return (
    <button
      type="button"
      onClick={open}
      aria-keyshortcuts="Meta+K Control+K"
      className="flex h-8 w-58 items-center gap-2 rounded-md border border-line bg-panel px-2.5 text-faint hover:border-field max-sm:hidden"
    >
      <Search aria-hidden className="size-4" />
      Go to…
      <Kbd className="ml-auto">⌘K</Kbd>
    </button>
  );
}

/** The same where there is little room. */
export function GoToIcon() {
  return (
    <IconButton label="Go to…" onClick={open}>
      <Search aria-hidden />
    </IconButton>
  );
}
