"use client";

import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { Terminal as Xterm } from "@xterm/xterm";
import { useEffect, useRef } from "react";
import { toast } from "sonner";
import { followTheme } from "#components/console/terminal-theme";
import { withNonce } from "#components/console/with-nonce";
import { type ConsoleState, openConsoleConnection } from "#lib/queries/console-connection";

type Props = {
  containerId: string;
  instanceId: string;
  label: string;
  onState: (state: ConsoleState) => void;
};

/** Shown bytes are told in lumps. */
const tellBytes = 64 * 1024;
const longestPaste = 4 * 1024 * 1024;

/** A terminal on a new shell in an instance. The shell ends when this is taken off the page. */
export function Terminal({ containerId, instanceId, label, onState }: Props) {
  const place = useRef<HTMLElement>(null);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const terminal = new Xterm({
      fontFamily: getComputedStyle(element).fontFamily,
      fontSize: 13,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      scrollback: 5000,
      minimumContrastRatio: 4.5,
      screenReaderMode: true,
    });
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    withNonce(document, () => terminal.open(element));
    if (terminal.textarea) terminal.textarea.setAttribute("aria-label", label);
    const unfollow = followTheme(element, terminal);
    fit.fit();

    let untold = 0;
    const connection = openConsoleConnection(
      { containerId, instanceId, size: { columns: terminal.cols, rows: terminal.rows } },
      {
        onState(state) {
          if (state.state === "open") terminal.focus();
          if (state.state !== "open") terminal.options.disableStdin = true;
          onState(state);
        },
        onBytes: (bytes) =>
          terminal.write(bytes, () => {
            untold += bytes.length;
            if (untold < tellBytes) return;
            connection.shown(untold);
            untold = 0;
          }),
      },
    );
    const encoder = new TextEncoder();
    terminal.onData((text) => {
      if (text.length > longestPaste) {
        toast.error("More than 4 MB cannot be pasted. Copy it into the instance as a file.");
        return;
      }
      connection.type(encoder.encode(text));
    });
    terminal.onBinary((text) =>
      connection.type(Uint8Array.from(text, (char) => char.charCodeAt(0))),
    );
    terminal.onResize(({ cols, rows }) => connection.resize({ columns: cols, rows }));
    terminal.attachCustomKeyEventHandler((event) => passKey(event, terminal));
    const observer = new ResizeObserver(() => fit.fit());
    observer.observe(element);
    return () => {
      observer.disconnect();
      unfollow();
      connection.close();
      terminal.dispose();
    };
  }, [containerId, instanceId, label, onState]);

  return (
    <section
      ref={place}
      aria-label={label}
      // Escape is a key of the programs inside: it must not close the modal.
      onKeyDown={(event) => event.stopPropagation()}
      className="min-h-40 flex-1 overflow-hidden rounded-lg border border-line bg-inset p-2 font-mono"
    />
  );
}

/**
 * Which keys the terminal takes: all but the browser's own for copying and pasting, and one that
 * gives the focus back to the page, since Tab belongs to the shell.
 */
function passKey(event: KeyboardEvent, terminal: Xterm): boolean {
  const { key, ctrlKey, shiftKey, type } = event;
  if (!ctrlKey || !shiftKey) return true;
  if (key === "F6") {
    event.preventDefault();
    if (type === "keydown") terminal.blur();
    return false;
  }
  if (key.toLowerCase() === "c" && terminal.hasSelection()) {
    event.preventDefault();
    if (type === "keydown") document.execCommand("copy");
    return false;
  }
  return key.toLowerCase() !== "v";
}
