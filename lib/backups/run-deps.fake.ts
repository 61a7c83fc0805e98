import { Readable, Writable } from "node:stream";
import type { CommandRunner, LiveBackup, LogText, RunDeps, RunEnding } from "#lib/backups/ports";
import type { ClaimedBackup, ClaimedRestore, RunFailure } from "#lib/backups/types";
import type { CommandExit, CommandProcess, ObjectStore } from "#lib/pipeline/ports";

/** What a fake command writes and how it ends. */
export type FakeCommand = {
  stdout?: Uint8Array[];
  stderr?: string;
  exit?: CommandExit;
  /** Never ends by itself, until it is aborted. */
  hangs?: boolean;
  env?: string[];
  fate?: Awaited<ReturnType<CommandRunner["fate"]>>;
};

export type Recorded = {
  live?: LiveBackup;
  completed?: { fedBytes: number };
  failed?: RunFailure & RunEnding & { exitCode: number | null };
  cancelled?: RunEnding;
  missing?: RunFailure;
  logs: LogText[];
  aborted: boolean;
  started: string[][];
  stdin: Uint8Array[];
};

/** Deps of a run over a store and one scripted command, and what became of it. */
export function fakeDeps(
  store: ObjectStore,
  command: FakeCommand,
): { deps: RunDeps; seen: Recorded } {
  const seen: Recorded = { logs: [], aborted: false, started: [], stdin: [] };
  const yes = async () => true;
  const deps: RunDeps = {
    record: {
      claimNext: async () => null,
      noteCommand: async () => undefined,
      notePath: async () => undefined,
      backupLive: (_run, live) => {
        seen.live = live;
        return yes();
      },
      restoreCompleted: (_run, completed) => {
        seen.completed = completed;
        return yes();
      },
      runFailed: (_run, failure, ending) => {
        seen.failed = { ...failure, ...ending };
        return yes();
      },
      runCancelled: (_run, ending) => {
        seen.cancelled = ending;
        return yes();
      },
      backupMissing: (_id, failure) => {
        seen.missing = failure;
        return yes();
      },
      cancelRequests: async () => [],
      orphans: async () => [],
      writeLog: async (_run, log) => {
        seen.logs.push(log);
      },
    },
    commands: {
      start: async ({ argv, stdin, onStderr }) => {
        seen.started.push(argv);
        if (command.stderr) onStderr(Buffer.from(command.stderr));
        return fakeProcess(command, stdin, seen);
      },
      environment: async () => command.env ?? [],
      fate: async () => command.fate ?? "running",
      killLeftovers: async () => undefined,
    },
    openStore: async () => ({ store, prefix: "", vendor: "folder" }),
    progress: () => undefined,
    now: () => new Date("2026-11-24T03:00:00Z"),
    step: async () => undefined,
  };
  return { deps, seen };
}

function fakeProcess(command: FakeCommand, stdin: boolean, seen: Recorded): CommandProcess {
  const ended = Promise.withResolvers<CommandExit>();
  const stdout = new Readable({ read() {} });
  for (const chunk of command.stdout ?? []) stdout.push(chunk);
  if (!command.hangs) {
    stdout.push(null);
    if (!stdin) ended.resolve(command.exit ?? { kind: "exited", code: 0 });
  }
  const sink = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      seen.stdin.push(chunk);
      done();
    },
    final(done) {
      ended.resolve(command.exit ?? { kind: "exited", code: 0 });
      done();
    },
  });
  return {
    stdout,
    stdin: stdin ? sink : null,
    pid: Promise.resolve(42),
    completion: ended.promise,
    abort: async () => {
      seen.aborted = true;
      stdout.destroy();
      ended.resolve({ kind: "exited", code: 143 });
    },
  };
}

const around = {
  hubId: "01938c2e-0000-7000-8000-00000000000a",
  hubName: "Hub",
  container: {
    id: "01938c2e-0000-7000-8000-00000000000b",
    key: "name:ledger",
    identifier: "ledger",
    environment: "standalone",
    image: "postgres:17",
  },
  instance: {
    id: "01938c2e-0000-7000-8000-00000000000c",
    name: "ledger",
    dockerId: "d1",
    slot: "1",
    imageId: "sha256:1",
  },
  integrationId: "01938c2e-0000-7000-8000-00000000000d",
  timeoutSeconds: 3600,
};

/** A claimed backup, of a command that the fake runner plays. */
export function aBackup(over: Partial<ClaimedBackup> = {}): ClaimedBackup {
  return {
    ...around,
    kind: "backup",
    id: "01938c2e-0000-7000-8000-00000000000e",
    command: "dump --all",
    trigger: "manual",
    created: new Date("2026-11-24T02:10:11.123Z"),
    restoreCommand: "load",
    ...over,
  };
}

/** A claimed restore of an object. */
export function aRestore(object: ClaimedRestore["object"]): ClaimedRestore {
  return {
    ...around,
    kind: "restore",
    id: "01938c2e-0000-7000-8000-00000000000f",
    backupId: "01938c2e-0000-7000-8000-00000000000e",
    command: "load",
    object,
  };
}
