import Anser from "anser";

export type LogRun = { text: string; className: string };
/** One line: its text without escapes, and the same in runs of one look. */
export type LogLine = {
  text: string;
  runs: LogRun[];
  /** When it was written, where that is known. */
  time?: string;
};

const escapeByte = "\u001b";

/** Colours of a terminal, as the tokens that read well on both themes. */
const colours: Record<string, string> = {
  "ansi-red": "text-bad",
  "ansi-bright-red": "text-bad",
  "ansi-green": "text-ok",
  "ansi-bright-green": "text-ok",
  "ansi-yellow": "text-warn",
  "ansi-bright-yellow": "text-warn",
  "ansi-blue": "text-run",
  "ansi-bright-blue": "text-run",
  "ansi-cyan": "text-accent",
  "ansi-bright-cyan": "text-accent",
  "ansi-magenta": "text-magenta",
  "ansi-bright-magenta": "text-magenta",
  "ansi-bright-black": "text-faint",
};
const grounds: Record<string, string> = {
  "ansi-red": "bg-bad-soft",
  "ansi-green": "bg-ok-soft",
  "ansi-yellow": "bg-warn-soft",
  "ansi-blue": "bg-run-soft",
  "ansi-cyan": "bg-accent-soft",
};
const decorations: Record<string, string> = {
  bold: "font-semibold",
  dim: "opacity-75",
  italic: "italic",
  underline: "underline",
  strikethrough: "line-through",
};

export const hasEscapes = (text: string) => text.includes(escapeByte);

/** What a terminal would show of a line that was written over with carriage returns. */
const lastWritten = (line: string) => {
  const kept = line.replace(/\r+$/, "");
  return kept.slice(kept.lastIndexOf("\r") + 1);
};

/** The text in lines, its ANSI escapes turned into looks. A last line without text is dropped. */
export function parseLog(text: string): LogLine[] {
  const lines = text.split("\n").map(lastWritten);
  if (lines.at(-1) === "") lines.pop();
  if (!hasEscapes(text)) {
    return lines.map((line) => ({ text: line, runs: [{ text: line, className: "" }] }));
  }
  const parsed: LogLine[] = [{ text: "", runs: [] }];
  for (const chunk of Anser.ansiToJson(lines.join("\n"), {
    json: true,
    use_classes: true,
    remove_empty: true,
  })) {
    const className = [
      colours[chunk.fg] ?? "",
      grounds[chunk.bg] ?? "",
      ...chunk.decorations.map((name) => decorations[name] ?? ""),
    ]
      .filter(Boolean)
      .join(" ");
    for (const [index, part] of chunk.content.split("\n").entries()) {
      if (index > 0) parsed.push({ text: "", runs: [] });
      const line = parsed.at(-1);
      if (!line || part === "") continue;
      line.text += part;
      line.runs.push({ text: part, className });
    }
  }
  return parsed;
}
