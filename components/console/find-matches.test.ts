import { expect, test } from "vitest";
import { findMatches, markRuns } from "#components/console/find-matches";
import { parseLog } from "#components/console/parse-log";

test("finds every place without regard to case, in reading order", () => {
  const lines = parseLog("Error: errors\nfine\nERROR");
  expect(findMatches(lines, "error")).toEqual([
    { line: 0, start: 0, end: 5 },
    { line: 0, start: 7, end: 12 },
    { line: 2, start: 0, end: 5 },
  ]);
  expect(findMatches(lines, "")).toEqual([]);
});

test("marks a match that spans two looks, and loses no character", () => {
  const [line] = parseLog("a \u001b[31mre\u001b[32md\u001b[0m apple");
  const matches = findMatches(line ? [line] : [], "red");
  const marked = markRuns(line?.runs ?? [], matches, matches[0]);
  expect(marked.map(({ text, mark }) => [text, mark])).toEqual([
    ["a ", "none"],
    ["re", "current"],
    ["d", "current"],
    [" apple", "none"],
  ]);
});
