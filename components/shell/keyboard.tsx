"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { askToLeave } from "#components/containers/ask-to-leave";
import { showOverlay, useOverlay } from "#components/shell/overlay";
import { pressKey } from "#components/shell/shortcut-table";
import { loadPart } from "#components/ui/load-part";

const Palette = dynamic(() =>
  loadPart(() => import("#components/shell/palette").then((file) => file.Palette)),
);
const ShortcutSheet = dynamic(() =>
  loadPart(() => import("#components/shell/shortcut-sheet").then((file) => file.ShortcutSheet)),
);

/** The second of two keys has to follow within this time. */
const patienceMs = 1500;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches(
    "input:not([type=checkbox]), textarea, select, [contenteditable], [role=combobox], .xterm *",
  );

/** A container is open as a modal over the list: leaving it is going on. Any other dialog has to be ended first. */
function isInTheWay(): boolean {
  const open = document.querySelectorAll("[role=dialog], [role=alertdialog], [role=menu]");
  return open.length > (window.location.pathname.startsWith("/containers/") ? 1 : 0);
}

/** Listens for the shortcuts of the table, and holds what they open; both are loaded when first opened. */
export function Keyboard() {
  const router = useRouter();
  const overlay = useOverlay();
  const pending = useRef<{ keys: readonly string[]; at: number }>({ keys: [], at: 0 });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const before = event.timeStamp - pending.current.at < patienceMs ? pending.current.keys : [];
      const { act, pending: keys } = pressKey(before, event);
      // The palette opens from within a field too: its keys are nothing that could be typed.
      if (act !== "palette" && isTyping(event.target)) return;
      pending.current = { keys, at: event.timeStamp };
      if (act === null || isInTheWay()) return;
      event.preventDefault();
      if (typeof act === "string") showOverlay(act);
      else askToLeave(() => router.push(act.go));
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router]);
  const close = () => showOverlay(null);
  if (overlay === "palette") return <Palette onClose={close} />;
  return overlay === "help" ? <ShortcutSheet onClose={close} /> : null;
}
