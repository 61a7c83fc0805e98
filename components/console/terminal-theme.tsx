import type { ITheme, Terminal } from "@xterm/xterm";

/** Colours of a terminal, as the tokens that read well on both themes. */
const tokens = {
  background: "inset",
  foreground: "text",
  cursor: "accent",
  cursorAccent: "inset",
  selectionBackground: "mark",
  black: "text",
  brightBlack: "faint",
  red: "bad",
  brightRed: "bad",
  green: "ok",
  brightGreen: "ok",
  yellow: "warn",
  brightYellow: "warn",
  blue: "run",
  brightBlue: "run",
  magenta: "magenta",
  brightMagenta: "magenta",
  cyan: "accent",
  brightCyan: "accent",
  white: "dim",
  brightWhite: "text",
} as const satisfies Partial<Record<keyof ITheme, string>>;

/** Keeps a terminal in the colours of the page, also when its theme is changed. */
export function followTheme(element: HTMLElement, terminal: Terminal): () => void {
  const put = () => {
    terminal.options.theme = readTheme(element);
  };
  put();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(put);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  dark.addEventListener("change", put);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", put);
  };
}

/** The tokens as the browser computes them now: a terminal knows no `light-dark()`. */
function readTheme(element: HTMLElement): ITheme {
  const probe = document.createElement("span");
  element.append(probe);
  const entries = Object.entries(tokens).map(([name, token]) => {
    probe.style.color = `var(--color-${token})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries);
}
