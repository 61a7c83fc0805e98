import { describe, expect, it } from "vitest";
import { readLogLine } from "#lib/docker/log-line";
import { createLineSplitter } from "#lib/docker/split-lines";

const time = "2026-11-28T11:08:37.315209748Z";
const read = (text: string) => readLogLine(Buffer.from(text), "stdout");

describe("readLogLine", () => {
  it("takes the time from before the text", () => {
    expect(read(`${time} hello  world`)).toEqual({ time, stream: "stdout", text: "hello  world" });
    expect(read(`${time} `).text).toBe("");
  });

  it("takes one carriage return from a terminal's line", () => {
    expect(read(`${time} 50%\r100%\r`).text).toBe("50%\r100%");
  });

  it("joins a long line that Docker kept in pieces, each with its time", () => {
    const [first, second] = ["a".repeat(16_384), "b".repeat(16_384)];
    expect(read(`${time} ${first}${time} ${second}${time} end`).text).toBe(`${first}${second}end`);
  });

  it("leaves a time alone that the program wrote", () => {
    const text = `${"a".repeat(100)}${time} b`;
    expect(read(`${time} ${text}`).text).toBe(text);
  });

  it("joins letters that were split between two pieces", () => {
    const whole = Buffer.from(`${"a".repeat(16_383)}é!`);
    const stamp = Buffer.from(`${time} `);
    const line = Buffer.concat([stamp, whole.subarray(0, 16_384), stamp, whole.subarray(16_384)]);
    expect(readLogLine(line, "stderr").text).toBe(`${"a".repeat(16_383)}é!`);
  });

  it("takes a line without a time as it is", () => {
    expect(read("oops")).toMatchObject({ time: "", text: "oops" });
  });
});

describe("createLineSplitter", () => {
  const split = (pieces: string[]) => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line.toString()));
    for (const piece of pieces) splitter.push(Buffer.from(piece));
    splitter.end();
    return lines;
  };

  it("cuts wherever the bytes are split", () => {
    for (const pieces of [["a\n\nbc\nd"], ["a", "\n\nb", "c\n", "d"], ["a\n", "\n", "bc", "\nd"]])
      expect(split(pieces)).toEqual(["a", "", "bc", "d"]);
    expect(split(["a\n"])).toEqual(["a"]);
  });

  it("gives a line without an end in pieces, and loses nothing of it", () => {
    const lines = split(Array.from({ length: 10 }, () => "x".repeat(100_000)));
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join("")).toHaveLength(1_000_000);
  });
});
