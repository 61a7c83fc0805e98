import { expect, test } from "vitest";
import { parseLog } from "#components/console/parse-log";

const texts = (log: string) => parseLog(log).map(({ text }) => text);

test("numbers every line, and no empty one at the end", () => {
  expect(texts("one\n\nthree\n")).toEqual(["one", "", "three"]);
  expect(texts("no line end")).toEqual(["no line end"]);
  expect(texts("")).toEqual([]);
});

test("shows what a terminal would of lines written over", () => {
  expect(texts("10 %\r20 %\r100 %\ndone\r\n")).toEqual(["100 %", "done"]);
});

test("turns escapes into looks, across line ends, and leaves none in the text", () => {
  const lines = parseLog("ok \u001b[1;31mbad\nstill\u001b[0m fine\u001b[2K");
  expect(lines.map(({ text }) => text)).toEqual(["ok bad", "still fine"]);
  expect(lines[0]?.runs[1]).toEqual({ text: "bad", className: "text-bad font-semibold" });
  expect(lines[1]?.runs.map(({ className }) => className)).toEqual(["text-bad font-semibold", ""]);
});
