/**
 * Where a character of a shell text stands. `mark` is a quote sign or an escaping backslash,
 * `inner` is anything inside `$(…)`, `${…}` or backticks.
 */
export type ShellPlace =
  | "plain"
  | "single"
  | "double"
  | "escaped"
  | "escaped-double"
  | "mark"
  | "inner"
  | "comment";

export type ShellScan = {
  /** One place per UTF-16 unit of the text. */
  places: ShellPlace[];
  /** What was still open at the end. */
  open: "single quote" | "double quote" | "backslash" | null;
};

const spaceOrOperator = /[\s;&|()<>]/;

/**
 * Says for each character of `text` how a POSIX shell would quote it (POSIX.1-2024, XCU 2.2).
 * With `substitutions` a `$(…)`, `${…}` or backtick pair is stepped over whole, as a shell that
 * substitutes would; without, `$` and backtick are characters like others.
 */
export function scanShell(text: string, substitutions: boolean): ShellScan {
  const places: ShellPlace[] = [];
  let quote: "single" | "double" | null = null;
  let index = 0;
  const take = (place: ShellPlace, count = 1) => {
    for (let taken = 0; taken < count && index < text.length; taken++, index++) places.push(place);
  };
  while (index < text.length) {
    const char = text.charAt(index);
    if (quote === "single") {
      if (char === "'") quote = null;
      take(quote === null ? "mark" : "single");
    } else if (char === "\\" && (quote === null || /["$`\\\n]/.test(text.charAt(index + 1)))) {
      if (index + 1 === text.length) {
        take("mark");
        return { places, open: "backslash" };
      }
      take("mark");
      take(quote === null ? "escaped" : "escaped-double");
    } else if (substitutions && (char === "$" || char === "`") && innerEnd(text, index) > 0) {
      take("inner", innerEnd(text, index) - index);
    } else if (char === '"') {
      quote = quote === "double" ? null : "double";
      take("mark");
    } else if (quote === "double") {
      take("double");
    } else if (char === "'") {
      quote = "single";
      take("mark");
    } else if (char === "#" && (index === 0 || startsWord(text, index, places))) {
      while (index < text.length && text.charAt(index) !== "\n") take("comment");
    } else {
      take("plain");
    }
  }
  return { places, open: quote === null ? null : `${quote} quote` };
}

function startsWord(text: string, index: number, places: ShellPlace[]): boolean {
  return places[index - 1] === "plain" && spaceOrOperator.test(text.charAt(index - 1));
}

/** Index after the substitution that begins at `start`, or -1 when none does or it never ends. */
function innerEnd(text: string, start: number): number {
  if (text.charAt(start) === "`") {
    for (let i = start + 1; i < text.length; i++) {
      if (text.charAt(i) === "\\") i++;
      else if (text.charAt(i) === "`") return i + 1;
    }
    return -1;
  }
  const opening = text.charAt(start + 1);
  if (opening !== "(" && opening !== "{") return -1;
  const closing = opening === "(" ? ")" : "}";
  let depth = 1;
  let quoted = false;
  for (let i = start + 2; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "\\") i++;
    else if (char === '"') quoted = !quoted;
    else if (char === "'" && !quoted) {
      const end = text.indexOf("'", i + 1);
      if (end < 0) return -1;
      i = end;
    } else if (char === "$" || char === "`") {
      const end = innerEnd(text, i);
      if (end > 0) i = end - 1;
    } else if (!quoted && char === opening && opening === "(") depth++;
    else if (!quoted && char === closing && --depth === 0) return i + 1;
  }
  return -1;
}
