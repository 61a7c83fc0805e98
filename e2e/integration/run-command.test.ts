import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startContainer, type TestContainer } from "#e2e/services/container";
import { readServices } from "#e2e/services/services";
import { connectDocker } from "#lib/docker/connect-docker";
import { killRun } from "#lib/docker/kill-run";
import { runCommand } from "#lib/docker/run-command";
import type { CommandProcess } from "#lib/pipeline/ports";

let docker: Docker;
let shell: TestContainer;
let noShell: TestContainer;

beforeAll(async () => {
  docker = await connectDocker();
  const { images } = readServices();
  shell = await startContainer({ image: images.tar });
  noShell = await startContainer({ image: images["no-shell"] });
});
afterAll(async () => {
  await shell?.remove();
  await noShell?.remove();
});

type Options = { stdin?: boolean; user?: string; runId?: string };

async function start(container: TestContainer, argv: string[], options: Options = {}) {
  const said: Buffer[] = [];
  const command = await runCommand(docker, {
    dockerId: container.id,
    argv,
    stdin: options.stdin ?? false,
    runId: options.runId ?? randomUUID(),
    user: options.user,
    onStderr: (chunk) => void said.push(Buffer.from(chunk)),
  });
  return { command, stderr: () => Buffer.concat(said) };
}

async function readAll(command: CommandProcess): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of command.stdout) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Runs to the end. */
async function run(container: TestContainer, argv: string[], options: Options = {}) {
  const { command, stderr } = await start(container, argv, options);
  const stdout = await readAll(command);
  return { exit: await command.completion, stdout, stderr: stderr().toString() };
}

test("output, log and exit code come apart, as the command made them", async () => {
  const script = "printf out; printf err >&2; exit 3";
  expect(await run(shell, ["/bin/sh", "-c", script])).toEqual({
    exit: { kind: "exited", code: 3 },
    stdout: Buffer.from("out"),
    stderr: "err",
  });
  const killed = await run(shell, ["stream", "kill", "9"]);
  expect(killed).toMatchObject({ exit: { kind: "exited", code: 137 }, stderr: "" });
  const missing = await run(shell, ["no-such-program"]);
  expect(missing.exit).toEqual({ kind: "exited", code: 127 });
  // A word the shell knows itself is still a program's name, and a command reads no stdin.
  expect((await run(shell, ["exit", "0"])).exit).toEqual({ kind: "exited", code: 127 });
  expect((await run(shell, ["cat"])).stdout.length).toBe(0);
  expect((await run(shell, ["id", "-u"], { user: "nobody" })).stdout.toString()).toBe("65534\n");
});

test("an image without a shell runs plain commands, and says what it cannot", async () => {
  const words = ["/stream", "random", "100000", "+", "stderr", "50", "+", "exit", "4"];
  const result = await run(noShell, words);
  expect(result.exit).toEqual({ kind: "exited", code: 4 });
  expect([result.stdout.length, result.stderr.length]).toEqual([100_000, 50]);
  await expect(run(noShell, ["/bin/sh", "-c", "true"])).rejects.toMatchObject({ code: "no-shell" });
  await expect(run(noShell, ["/nowhere"])).rejects.toMatchObject({
    code: "cannot-start-command",
    message: expect.stringContaining("no such file"),
  });
});

// Docker drops what a command wrote last when it has exited and its output was not taken in 2 s,
// and its exit code is 0 all the same. That happens where all buffers are full but the command has
// just been able to write its last: read plainly, 2150 kB of these were cut short.
test.for([
  { name: "with a shell", program: "stream", container: () => shell },
  { name: "without a shell", program: "/stream", container: () => noShell },
])("all bytes reach a reader that stalls, $name", async ({ program, container }) => {
  const one = async (kilobytes: number) => {
    const words = [program, "random", String(kilobytes * 1000)];
    const { command } = await start(container(), words);
    let bytes = 0;
    for await (const chunk of command.stdout) {
      if (bytes === 0) await delay(4000);
      bytes += chunk.length;
    }
    expect(await command.completion).toEqual({ kind: "exited", code: 0 });
    return bytes / 1000;
  };
  const sizes = [1200, 2080, 2110, 2130, 2140, 2150, 2160, 2180, 2210, 3400];
  expect(await Promise.all(sizes.map(one))).toEqual(sizes);
});

test("100 MiB of stderr pass beside a stdout that nobody reads", async () => {
  const bytes = 100 * 2 ** 20;
  const { command, stderr } = await start(shell, ["stream", "stderr", String(bytes)]);
  expect(await command.completion).toEqual({ kind: "exited", code: 0 });
  expect(stderr().length).toBe(bytes);
});

test("a flood on stdout cannot hold the process id back", async () => {
  const { command } = await start(shell, ["/bin/sh", "-c", "exec stream random 1000000000000"]);
  expect(await command.pid).toBeGreaterThan(1);
  await command.abort();
  expect(await shell.processes()).toEqual([]);
});

test.for([
  { name: "one that obeys", script: "stream sleep 100" },
  { name: "one deaf to SIGTERM", script: "stream stubborn 100" },
  { name: "a pipe", script: "stream random 1000000000000 | cat | cat" },
  {
    name: "children in other sessions",
    script: "setsid stream stubborn 100 & setsid stream sleep 100",
  },
  {
    name: "children of another user",
    script: "su nobody -s /bin/sh -c 'stream sleep 100'; stream sleep 100",
  },
])("abort ends $name", async ({ script }) => {
  const { command } = await start(shell, ["/bin/sh", "-c", script]);
  await delay(300);
  expect((await shell.processes()).length).toBeGreaterThan(1);
  await command.abort();
  expect(await shell.processes()).toEqual([]);
  expect(await command.completion).not.toEqual({ kind: "exited", code: 0 });
});

test("a command that runs as another user, and one without a shell, are ended too", async () => {
  const nobody = await start(shell, ["stream", "stubborn", "100"], { user: "nobody" });
  await nobody.command.abort();
  expect(await shell.processes()).toEqual([]);
  const direct = await start(noShell, ["/stream", "stubborn", "100"]);
  await direct.command.abort();
  expect(await noShell.processes()).toEqual([]);
});

test("a run is ended from its id alone, and no other with it", async () => {
  const runId = randomUUID();
  const other = await start(shell, ["stream", "sleep", "100"]);
  const { command } = await start(shell, ["stream", "sleep", "100"], { runId });
  await killRun(docker, { dockerId: shell.id, runId, pid: null });
  expect(await command.completion).toMatchObject({ kind: "exited" });
  // Its id still told, but Docker does not know the command any more: nothing is touched.
  const pid = await other.command.pid;
  await killRun(docker, { dockerId: shell.id, runId: randomUUID(), pid });
  expect((await shell.processes()).join("\n")).toContain("stream sleep 100");
  await other.command.abort();
});

test("a command may stop reading early, and its last words and exit code still come", async () => {
  const script = "head -c 1000000 >/dev/null; echo enough >&2; exit 5";
  const { command, stderr } = await start(shell, ["/bin/sh", "-c", script], { stdin: true });
  command.stdout.resume();
  const { stdin } = command;
  if (stdin === null) throw new Error("no stdin");
  const closed = new Promise((resolve) => stdin.once("close", resolve));
  for (let sent = 0; sent < 64; sent++) stdin.write(Buffer.alloc(2 ** 20));
  await closed;
  expect(await command.completion).toEqual({ kind: "exited", code: 5 });
  expect(stderr().toString()).toBe("enough\n");
});

test("stdin's end is seen by a command that has still much to say", async () => {
  for (const [container, program] of [
    [shell, "stream"],
    [noShell, "/stream"],
  ] as const) {
    const { command } = await start(container, [program, "sum", "+", "random", "3000000"], {
      stdin: true,
    });
    const output = readAll(command);
    command.stdin?.end(Buffer.alloc(5_000_000));
    const bytes = await output;
    expect(bytes.toString("latin1", 0, 8)).toBe("5000000 ");
    expect(bytes.length).toBeGreaterThan(3_000_000);
    expect(await command.completion).toEqual({ kind: "exited", code: 0 });
  }
});

test("an instance that stops, is removed, or is not there", async () => {
  const { images } = readServices();
  for (const end of ["kill", "remove"]) {
    const doomed = await startContainer({ image: images.tar });
    const { command } = await start(doomed, ["stream", "random", "1000000000000"]);
    const reading = (async () => {
      for await (const _ of command.stdout);
    })();
    await delay(200);
    if (end === "kill") await docker.getContainer(doomed.id).kill();
    else await doomed.remove();
    await reading;
    expect(await command.completion).not.toEqual({ kind: "exited", code: 0 });
    await command.abort();
    const code = end === "kill" ? "container-not-running" : "container-gone";
    await expect(start(doomed, ["true"])).rejects.toMatchObject({ name: "DockerFailure", code });
    if (end === "kill") await doomed.remove();
  }
});
