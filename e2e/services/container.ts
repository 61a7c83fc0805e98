import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import { runCommand } from "#e2e/services/run-command";
import { waitUntil } from "#e2e/services/wait-until";

export type TestContainer = {
  id: string;
  name: string;
  /** Runs words as they are (no shell) and returns their stdout; throws when they exit other than 0. */
  exec(words: readonly string[], input?: Readable | string): Promise<string>;
  /** The same through `/bin/sh -c`. */
  shell(script: string, input?: Readable | string): Promise<string>;
  /** The command lines of every process in it, as the host sees them, without its PID 1. */
  processes(): Promise<string[]>;
  /** False when it is stopped or not there. */
  isRunning(): Promise<boolean>;
  /** One of Docker's own commands about it, such as `stop`, `start` or `kill`. */
  docker(...words: string[]): Promise<void>;
  /** Removes it with its volumes. */
  remove(): Promise<void>;
};

export type StartContainer = {
  image: string;
  name?: string;
  env?: Record<string, string>;
  labels?: Record<string, string>;
  command?: readonly string[];
  /** Where a named volume is mounted: a container without one counts as stateless. */
  volume?: string;
  /** Without a network nothing changes on the host's, which Chromium would answer with failed requests. */
  network?: "none";
  /** The engine to start it on, as DOCKER_HOST names it, else the usual one. */
  host?: string;
};

/**
 * Starts a container of a test image and waits until it answers. It is driven with Docker's own
 * command line, so that what the tests see owes nothing to our adapter.
 */
export async function startContainer(options: StartContainer): Promise<TestContainer> {
  const name = options.name ?? `holdfast-test-${randomBytes(5).toString("hex")}`;
  const docker = (args: readonly string[], input?: Readable | string) =>
    runCommand("docker", args, {
      timeoutSeconds: 120,
      ...(input === undefined ? {} : { input }),
      ...(options.host === undefined ? {} : { env: { DOCKER_HOST: options.host } }),
    });
  const flags = ["run", "-d", "--name", name, "--label", "holdfast-test=1"];
  for (const [key, value] of Object.entries(options.env ?? {})) flags.push("-e", `${key}=${value}`);
  for (const [key, value] of Object.entries(options.labels ?? {}))
    flags.push("--label", `${key}=${value}`);
  if (options.network) flags.push("--network", options.network);
  const volume = `${name}-data`;
  if (options.volume !== undefined) flags.push("-v", `${volume}:${options.volume}`);
  const id = (await docker([...flags, options.image, ...(options.command ?? [])])).trim();
  const exec: TestContainer["exec"] = (words, input) =>
    docker(["exec", ...(input === undefined ? [] : ["-i"]), id, ...words], input);
  const container: TestContainer = {
    id,
    name,
    exec,
    shell: (script, input) => exec(["/bin/sh", "-c", script], input),
    processes: async () => {
      const rows = (await docker(["top", id, "-o", "pid,args"])).trim().split("\n").slice(1);
      const first = (await docker(["inspect", "-f", "{{.State.Pid}}", id])).trim();
      return rows.map((row) => row.trim()).filter((row) => row.split(/\s+/)[0] !== first);
    },
    isRunning: async () => {
      const state = await docker(["inspect", "-f", "{{.State.Running}}", id]).catch(() => "");
      return state.trim() === "true";
    },
    docker: async (command, ...words) => {
      await docker([command, ...words, id]);
    },
    remove: async () => {
      try {
        await docker(["rm", "-f", "-v", id]);
      } finally {
        if (options.volume !== undefined) await docker(["volume", "rm", "-f", volume]);
      }
    },
  };
  await waitReady(container, docker);
  return container;
}

type Docker = (args: readonly string[]) => Promise<string>;

async function waitReady(container: TestContainer, docker: Docker): Promise<void> {
  const health = ["inspect", "-f", "{{if .State.Health}}yes{{end}}", container.id];
  if ((await docker(health)).trim() === "") return;
  try {
    await waitUntil(`${container.name} to answer`, 60, () =>
      container.exec(["ready"]).then(
        () => true,
        () => false,
      ),
    );
  } catch (error) {
    const logs = await docker(["logs", "--tail", "30", container.id]);
    await container.remove();
    throw new Error(`${String(error)}\n${logs}`);
  }
}
