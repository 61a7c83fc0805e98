import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type ConsoleDeps, endConsoles, openConsole } from "#lib/containers/open-console";
import { sweepConsoles } from "#lib/containers/sweep-consoles";

const place = {
  hubId: "hub",
  containerId: "container",
  instanceId: "instance",
  instanceName: "db-1",
  dockerId: "docker",
};
const request = { place, actor: { id: "ada", name: "Ada" }, size: { columns: 80, rows: 24 } };

/** A runtime and a record that write down what they are asked, and fail on demand. */
function fake() {
  const asked: string[] = [];
  const rows = new Map<string, boolean>();
  const fails = { open: false, end: false };
  const { promise: shellEnd, resolve: endShell } = Promise.withResolvers<void>();
  const deps: ConsoleDeps = {
    limits: { idleMs: 1000, longestMs: 10_000 },
    active: new Map(),
    runtime: {
      openConsole: async () => {
        if (fails.open) throw new Error("no shell");
        return {
          shell: "ash",
          output: (async function* () {
            yield new Uint8Array([36]);
            await shellEnd;
          })(),
          write: async () => undefined,
          resize: async () => undefined,
          hasExited: async () => true,
          detach: () => asked.push("detach"),
        };
      },
      endConsole: async () => {
        asked.push("kill");
        if (fails.end) throw new Error("Docker is down");
      },
    },
    record: {
      begin: async ({ id }) => void rows.set(id, false),
      opened: async (_id, shell) => void asked.push(`opened ${shell}`),
      ended: async (id, reason) => {
        if (!rows.get(id)) asked.push(`ended ${reason}`);
        rows.set(id, true);
      },
      removed: async (id) => void rows.delete(id),
      left: async (active) =>
        [...rows]
          .filter(([id]) => !active.includes(id))
          .map(([id, hasEnded]) => ({ id, dockerId: "docker", hasEnded })),
    },
  };
  return { deps, asked, rows, fails, endShell };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("is ended once, whoever says so first, and nothing stays of it", async () => {
  const { deps, asked, rows } = fake();
  const opened = await openConsole(deps, request);
  expect([deps.active.size, rows.size]).toEqual([1, 1]);
  await Promise.all([opened.end("left"), opened.end("rights")]);
  expect(await opened.ended).toBe("left");
  expect(asked).toEqual(["opened ash", "detach", "ended left", "kill"]);
  expect([deps.active.size, rows.size]).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toHaveLength(4);
});

it("is idle without keys, and over after the longest time with them", async () => {
  const { deps } = fake();
  const opened = await openConsole(deps, request);
  await vi.advanceTimersByTimeAsync(900);
  await opened.write(new Uint8Array([1]));
  await vi.advanceTimersByTimeAsync(900);
  expect(deps.active.size).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(await opened.ended).toBe("idle");

  const long = await openConsole(deps, request);
  for (let at = 0; at < 10_000; at += 500) {
    await long.write(new Uint8Array([1]));
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(await long.ended).toBe("limit");
});

it("ends with its shell", async () => {
  const { deps, endShell } = fake();
  const opened = await openConsole(deps, request);
  const reading = (async () => {
    for await (const bytes of opened.output) expect([...bytes]).toEqual([36]);
  })();
  endShell();
  await reading;
  expect(await opened.ended).toBe("exit");
});

it("that could not be opened is no line of the activity, and no row", async () => {
  const { deps, asked, rows, fails } = fake();
  fails.open = true;
  await expect(openConsole(deps, request)).rejects.toThrow("no shell");
  expect(asked).toEqual(["kill"]);
  expect([deps.active.size, rows.size]).toEqual([0, 0]);
});

it("whose processes could not be ended is left to the sweep, which tells nothing twice", async () => {
  const { deps, asked, rows, fails } = fake();
  const opened = await openConsole(deps, request);
  expect(await sweepConsoles(deps)).toBe(0);
  expect(rows.size).toBe(1);
  fails.end = true;
  await expect(opened.end("left")).rejects.toThrow("Docker is down");
  expect(await sweepConsoles(deps)).toBe(1);
  fails.end = false;
  expect(await sweepConsoles(deps)).toBe(0);
  expect(rows.size).toBe(0);
  expect(asked.filter((line) => line.startsWith("ended"))).toEqual(["ended left"]);
});

it("all are ended when the process is told to stop", async () => {
  const { deps } = fake();
  const both = [await openConsole(deps, request), await openConsole(deps, request)];
  await endConsoles(deps);
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual(["restart", "restart"]);
  expect(deps.active.size).toBe(0);
});
