import { randomUUID } from "node:crypto";
import { connectDocker } from "#lib/docker/connect-docker";
import { runCommand } from "#lib/docker/run-command";
import type { IntegrationSettings } from "#lib/integrations/types";
import { loadStream } from "#lib/pipeline/load-stream";
import type { CommandExit, StoredObject } from "#lib/pipeline/ports";
import { saveStream } from "#lib/pipeline/save-stream";
import { openStore } from "#lib/storage/open-store";

export type EngineJob = {
  dockerId: string;
  argv: string[];
  settings: IntegrationSettings;
  secret: string;
} & ({ kind: "backup"; key: string } | { kind: "restore"; object: StoredObject });

/** `seconds` are those of the run itself: a worker is there all the time, and starts once. */
export type EngineResult = { object: StoredObject; peakBytes: number; seconds: number };

/**
 * One backup or restore by the engine the worker uses, in a process of its own: a job as JSON on
 * stdin, its result on stdout.
 */
const job: EngineJob = JSON.parse(await readAll());
const docker = await connectDocker();
const store = openStore(job.settings, job.secret);
const signal = new AbortController().signal;
const began = performance.now();
const object = job.kind === "backup" ? await backup(job.key) : await restore(job.object);
const seconds = (performance.now() - began) / 1000;
store.close();
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ object, peakBytes, seconds } satisfies EngineResult));
// The daemon may keep its side of a connection open.
process.exit();

async function backup(key: string): Promise<StoredObject> {
  const command = await start(false);
  return saveStream({
    ...{ store, key, compress: true, signal, source: command.stdout },
    verifySource: async () => requireSuccess(await command.completion),
  });
}

async function restore(stored: StoredObject): Promise<StoredObject> {
  const openSink = async () => {
    const command = await start(true);
    command.stdout.resume();
    completion = command.completion;
    if (command.stdin === null) throw new Error("no stdin");
    return command.stdin;
  };
  let completion: Promise<CommandExit> | null = null;
  await loadStream({ store, object: stored, openSink, signal });
  if (completion !== null) requireSuccess(await completion);
  return stored;
}

function start(stdin: boolean) {
  const { dockerId, argv } = job;
  const onStderr = (chunk: Uint8Array) => void process.stderr.write(chunk);
  return runCommand(docker, { dockerId, argv, stdin, runId: randomUUID(), onStderr });
}

function requireSuccess(exit: CommandExit): void {
  if (exit.kind === "unknown" || exit.code !== 0) throw new Error(JSON.stringify(exit));
}

async function readAll(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
