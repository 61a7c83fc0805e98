"use client";

import { Search } from "lucide-react";
import { useSyncExternalStore } from "react";
import { showOverlay } from "#components/shell/overlay";
import { IconButton } from "#components/ui/icon-button";
import { Kbd } from "#components/ui/kbd";

const never = () => () => {};
const isMacHere = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
const open = () => showOverlay("palette");

/** Opens the command palette. */
export function GoTo() {
  // The server knows no keyboard: the page is drawn with the more common one.
  const isMac = useSyncExternalStore(never, isMacHere, () => false);
  return (
    <button
      type="button"
      onClick={open}
      aria-keyshortcuts="Meta+K Control+K"
      className="flex h-8 w-58 items-center gap-2 rounded-md border border-line bg-panel px-2.5 text-faint hover:border-field max-sm:hidden"
    >
      <Search aria-hidden className="size-4" />
      Go to…
      <Kbd className="ml-auto">{isMac ? "⌘ K" : "Ctrl K"}</Kbd>
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
