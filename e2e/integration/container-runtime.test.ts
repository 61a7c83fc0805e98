import { afterAll, beforeAll, expect, test } from "vitest";
import { poll } from "#e2e/fixtures/poll";
import { startContainer, type TestContainer } from "#e2e/services/container";
import { runCommand } from "#e2e/services/run-command";
import { readServices } from "#e2e/services/services";
import type { InstanceStats, RuntimeLogLine } from "#lib/containers/runtime-ports";
import { connectDocker } from "#lib/docker/connect-docker";
import { createContainerRuntime } from "#lib/docker/container-runtime";

const runtime = createContainerRuntime(connectDocker);
const { images } = readServices();
const started: TestContainer[] = [];
const docker = (words: string[]) => runCommand("docker", words, { timeoutSeconds: 60 });
/** Writes what it is told to by files: `echo` and its words to stdout, or to stderr. */
const talker = [
  "/bin/sh",
  "-c",
  `echo began; trap 'exit 0' TERM; while :; do
     for file in /tmp/say-*; do [ -e "$file" ] || continue; . "$file"; rm -f "$file"; done; sleep 0.05; done`,
];

beforeAll(async () => {
  started.push(await startContainer({ image: images.tar, command: talker, volume: "/data" }));
});
afterAll(async () => {
  await Promise.all(started.map((container) => container.remove().catch(() => undefined)));
});

const first = (): TestContainer => {
  const [container] = started;
  if (!container) throw new Error("no container was started");
  return container;
};

let scripts = 0;
async function say(container: TestContainer, script: string): Promise<void> {
  scripts += 1;
  const name = `/tmp/say-${scripts}`;
  await container.shell(`cat > /tmp/new && mv /tmp/new ${name}`, script);
}

function follow(dockerId: string, tail: number | "all" = "all") {
  const controller = new AbortController();
  const lines: RuntimeLogLine[] = [];
  const done = (async () => {
    const log = runtime.log(dockerId, { tail, follow: true, signal: controller.signal });
    for await (const batch of log) lines.push(...batch);
  })();
  const texts = () => lines.map(({ text }) => text);
  return {
    lines,
    texts,
    until: (text: string) =>
      poll(`the log to say ${text}`, async () => texts().includes(text), {
        seconds: 30,
        evidence: () => JSON.stringify(texts().slice(-5)),
      }),
    async stop() {
      controller.abort();
      await done;
    },
  };
}

test("a log is followed across a restart, each line once, its outputs told apart", async () => {
  const container = first();
  const log = follow(container.id);
  await log.until("began");
  await say(container, "echo out one; echo err one >&2; printf 'no end'");
  await log.until("err one");
  await container.docker("restart", "-t", "5");
  await poll(
    "the second beginning",
    async () => log.texts().filter((t) => t.endsWith("began")).length === 2,
  );
  await say(container, "echo after");
  await log.until("after");
  await log.stop();
  expect(log.texts().filter((text) => text === "out one")).toHaveLength(1);
  expect(log.texts().filter((text) => text === "after")).toHaveLength(1);
  expect(log.lines.find(({ text }) => text === "err one")).toMatchObject({
    stream: "stderr",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
  });

  const last = follow(container.id, 1);
  await last.until("after");
  await last.stop();
  expect(last.texts()).toEqual(["after"]);
});

test("long lines come whole; a flood that nobody reads waits", async () => {
  const container = first();
  const log = follow(container.id, 0);
  await say(container, "head -c 50000 /dev/zero | tr '\\0' x; echo; echo long over");
  await log.until("long over");
  expect(log.texts().map((text) => text.length)).toContain(50_000);
  await log.stop();

  const controller = new AbortController();
  const options = { tail: "all", follow: true, signal: controller.signal } as const;
  const slow = runtime.log(container.id, options)[Symbol.asyncIterator]();
  await slow.next();
  await say(container, "seq 200000; echo flood over");
  const count = { lines: 0, last: "" };
  for (let next = await slow.next(); !next.done; next = await slow.next()) {
    count.lines += next.value.length;
    count.last = next.value.at(-1)?.text ?? "";
    if (next.value.some(({ text }) => text === "flood over")) break;
  }
  expect(count.lines).toBeGreaterThan(200_000);
  controller.abort();
  expect((await slow.next()).done).toBe(true);
});

test("a log ends by itself when it is not followed, or its container is removed", async () => {
  const container = await startContainer({ image: images.tar, command: talker });
  started.push(container);
  const once: string[] = [];
  const signal = new AbortController().signal;
  await poll("the first line", async () => {
    for await (const batch of runtime.log(container.id, { tail: 100, follow: false, signal }))
      once.push(...batch.map(({ text }) => text));
    return once.includes("began");
  });
  const log = runtime.log(container.id, { tail: 0, follow: true, signal })[Symbol.asyncIterator]();
  const next = log.next();
  await container.remove();
  expect(await next).toEqual({ done: true, value: undefined });
  const gone = runtime.log(container.id, { tail: 0, follow: false, signal });
  await expect(gone[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    name: "Refusal",
    message: expect.stringContaining("does not exist"),
  });
});

test("a terminal's log is not taken for frames", async () => {
  const id = (
    await docker([
      ...["run", "-dt", "--label", "holdfast-test=1", images.tar],
      ...["/bin/sh", "-c", "printf '\\033[31mred\\033[0m\\n'; echo plain; sleep 3600"],
    ])
  ).trim();
  try {
    const log = follow(id);
    await log.until("plain");
    await log.stop();
    expect(log.texts()).toEqual(["\u001b[31mred\u001b[0m", "plain"]);
  } finally {
    await docker(["rm", "-f", id]);
  }
});

test("stats count a busy core and memory, and stop when nobody looks", async () => {
  const container = await startContainer({
    image: images.tar,
    command: ["/bin/sh", "-c", "while :; do :; done"],
  });
  started.push(container);
  const controller = new AbortController();
  let seen: InstanceStats | null = null;
  for await (const stats of runtime.stats(container.id, controller.signal)) {
    if ((stats.cpuPercent ?? 0) < 5) continue;
    seen = stats;
    controller.abort();
  }
  expect(seen).toMatchObject({ memoryBytes: expect.any(Number) });
  expect(seen?.memoryBytes).toBeGreaterThan(10_000);
  expect(seen?.memoryLimitBytes).toBeGreaterThan(seen?.memoryBytes ?? 0);
});

test("volumes are measured as Docker measures them", async () => {
  const container = first();
  await container.shell("head -c 3000000 /dev/zero > /data/three && sync");
  const size = (await runtime.volumeSizes()).get(`${container.name}-data`) ?? 0;
  expect(size).toBeGreaterThanOrEqual(3_000_000);
  expect(size).toBeLessThan(3_100_000);
});

test("a Docker that is down says so", async () => {
  const before = process.env.DOCKER_HOST;
  process.env.DOCKER_HOST = "unix:///nowhere/docker.sock";
  try {
    const none = createContainerRuntime(connectDocker);
    await expect(none.volumeSizes()).rejects.toMatchObject({
      code: "invalid-state",
      message: expect.stringContaining("Docker does not answer"),
    });
  } finally {
    if (before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = before;
  }
});
