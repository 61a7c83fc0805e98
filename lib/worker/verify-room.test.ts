import { expect, test } from "vitest";
import { checkBudgetBytes, checkPieceBytes } from "#lib/pipeline/buffer-budget";
import { createMemoryBudget } from "#lib/pipeline/memory-budget";
import { createVerifyRoom } from "#lib/worker/verify-room";

function open(answers: ("go" | "wait")[], onAsk: () => void = () => {}) {
  const memory = createMemoryBudget(checkBudgetBytes);
  const reserved = memory.tryReserve(checkBudgetBytes);
  if (!reserved) throw new Error("no room");
  const seen = { asked: 0, yielded: 0 };
  const controller = new AbortController();
  const room = createVerifyRoom({
    memory,
    reserved,
    signal: controller.signal,
    ask: async () => {
      seen.asked += 1;
      onAsk();
      return answers.shift() ?? "go";
    },
    yielded: () => {
      seen.yielded += 1;
    },
  });
  const isFree = () => {
    const got = memory.tryReserve(checkBudgetBytes);
    got?.release();
    return got !== null;
  };
  return { room, memory, seen, controller, isFree };
}

const read = async (into: Uint8Array) => into;

test("one buffer for all turns, and not a question for each of them", async () => {
  const { room, seen, isFree } = open([]);
  const buffer = await room.turn(read);
  expect(buffer).toHaveLength(checkPieceBytes);
  for (let piece = 0; piece < 20; piece += 1) expect(await room.turn(read)).toBe(buffer);
  expect(seen.asked).toBeLessThan(5);
  expect(isFree()).toBe(false);
  room.release();
  expect(isFree()).toBe(true);
});

test("while runs wait, all of its memory is theirs, and they are told", async () => {
  const { room, seen, isFree } = open(["wait", "wait", "go"]);
  const turn = room.turn(read);
  await expect.poll(isFree).toBe(true);
  expect(seen.yielded).toBe(1);
  await turn;
  expect(isFree()).toBe(false);
});

test("a turn that hangs is broken off for a run, and made anew", async () => {
  const { room, isFree } = open(["go", "wait", "wait", "go"]);
  let turns = 0;
  const turn = room.turn((_, signal) => {
    turns += 1;
    if (turns > 1) return Promise.resolve("read");
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  });
  await expect.poll(isFree, { timeout: 5000 }).toBe(true);
  expect(await turn).toBe("read");
  expect(turns).toBe(2);
});

test("it does not go on before it has room again", async () => {
  const { room, memory, isFree } = open(["wait", "go"]);
  const turn = room.turn(read);
  await expect.poll(isFree).toBe(true);
  const run = memory.tryReserve(checkBudgetBytes);
  let came = false;
  void turn.then(() => {
    came = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(came).toBe(false);
  run?.release();
  await turn;
});

test("one that is stopped while it waits holds nothing", async () => {
  const { room, controller, isFree } = open(Array(100).fill("wait"));
  const turn = room.turn(read);
  await expect.poll(isFree).toBe(true);
  controller.abort(new Error("stopped"));
  await expect(turn).rejects.toThrow("stopped");
  room.release();
  expect(isFree()).toBe(true);
});

test("what a turn throws is its own", async () => {
  const { room } = open([]);
  await expect(room.turn(() => Promise.reject(new Error("damaged")))).rejects.toThrow("damaged");
});
