import { type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { CommandRunner } from "#lib/backups/ports";
import { mapPaths } from "#lib/demo/map-paths";
import type { Sample } from "#lib/demo/read-samples";
import { rootOf } from "#lib/demo/sample-folder";
import { endProcesses, runMark, sampleMark } from "#lib/demo/sample-processes";
import type { CommandExit, CommandProcess } from "#lib/pipeline/ports";

const tools = join(import.meta.dirname, "tools");

/**
 * Node's own pipes are sockets, and `/dev/stdin` or `/dev/stdout` cannot be opened when it is one. So a
 * shell puts real pipes between, and tells the exit code on descriptor 3; anything else is no success.
 */
const piped = `{ { { "$@" 3>&- 4>&-; echo $? >&3; } 2>&1 >&4 | cat >&2; } 4>&1 | cat; }`;
const fed = `cat | ${piped}`;

type Input = Parameters<CommandRunner["start"]>[0];

/**
 * Runs a command of a sample as a process of this machine, in a process group of its own, with the
 * sample's folder as its `/` and only the sample's environment.
 *
 * @param unpaced tools that slow down for show do not
 * @throws RunError for a path that is none of the sample's
 */
export async function runSampleCommand(
  sample: Sample,
  { argv, stdin, runId, onStderr }: Input,
  { unpaced }: { unpaced: boolean },
): Promise<CommandProcess> {
  const root = rootOf(sample.folder);
  const place = { root, destinations: sample.mounts.map(({ destination }) => destination) };
  const words = mapPaths(argv, place);
  await mkdir(join(root, "tmp"), { recursive: true });
  const env = { ...environmentOf(sample), ...marksOf(sample, runId) } as NodeJS.ProcessEnv;
  if (unpaced) env.UNPACED = "1";
  const stdio: StdioOptions = [stdin ? "pipe" : "ignore", "pipe", "pipe", "pipe"];
  const child = spawn("/bin/sh", ["-c", stdin ? fed : piped, "sh", ...words], {
    cwd: root,
    detached: true,
    env,
    stdio,
  });
  const { stdout, stderr } = child;
  const code = child.stdio[3] as Readable;
  if (!stdout || !stderr) throw new Error("the command has no outputs");
  // Whoever writes hears of it from the write; nobody listening must not end the process.
  child.stdin?.on("error", () => undefined);
  stderr.on("data", onStderr);
  let told = "";
  code.on("data", (chunk: Buffer) => {
    told += chunk.toString("latin1");
  });
  const closed = once(child, "close");
  closed.catch(() => undefined);
  await once(child, "spawn");
  const pid = child.pid ?? null;
  return {
    stdout,
    stdin: child.stdin,
    pid: Promise.resolve(pid),
    completion: closed.then(
      () => exitOf(told),
      () => exitOf(told),
    ),
    async abort() {
      // Nobody reads it any more.
      stdout.destroy();
      // Before the child has ended its number cannot be another group's.
      const group = child.exitCode === null && child.signalCode === null ? pid : null;
      await endProcesses(runMark(runId), group);
      child.stdin?.destroy();
    },
  };
}

function exitOf(told: string): CommandExit {
  const [, code] = /^(\d+)\n$/.exec(told) ?? [];
  if (code !== undefined) return { kind: "exited", code: Number(code) };
  return { kind: "unknown", reason: "the shell around the command was killed" };
}

/** What the sample's processes see. Stand-ins for database tools come first on the path. */
function environmentOf(sample: Sample): Record<string, string> {
  const root = rootOf(sample.folder);
  const isInside = (value: string) =>
    sample.mounts.some(
      ({ destination }) => value === destination || value.startsWith(`${destination}/`),
    );
  const own = sample.env.map((pair): [string, string] => {
    const at = pair.indexOf("=");
    const value = pair.slice(at + 1);
    return [pair.slice(0, at), isInside(value) ? root + value : value];
  });
  return {
    ...Object.fromEntries(own),
    PATH: `${tools}:${process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin"}`,
    HOME: root,
    TMPDIR: join(root, "tmp"),
    LANG: "C.UTF-8",
    // Where the stand-ins find the sample's data.
    SAMPLE_DATA: root + (sample.mounts[0]?.destination ?? "/"),
  };
}

function marksOf({ dockerId }: Sample, runId: string): Record<string, string> {
  const marks = [runMark(runId), sampleMark(dockerId)];
  return Object.fromEntries(marks.map((mark) => mark.split("=", 2)));
}
