import { parseCommand } from "#lib/backups/commands/parse-command";
import { commandFailure, RunError } from "#lib/backups/failure";
import type { CommandRunner, ProgressSink, RunDeps } from "#lib/backups/ports";
import { redactText } from "#lib/backups/redact";
import type { ClaimedRun, RunRef } from "#lib/backups/types";
import type { CommandExit, CommandProcess, TransferProgress } from "#lib/pipeline/ports";

/** Names a claimed run to the record, the log and the live progress. */
export function runRef(run: ClaimedRun): RunRef & { instanceId: string } {
  return {
    kind: run.kind,
    id: run.id,
    hubId: run.hubId,
    backupId: run.kind === "backup" ? run.id : run.backupId,
    containerId: run.container.id,
    instanceId: run.instance.id,
  };
}

/** The words that will run. Throws RunError when the command cannot be understood. */
export function commandWords(command: string): string[] {
  try {
    return parseCommand(command).argv;
  } catch (error) {
    const why = error instanceof Error ? error.message : "it could not be understood";
    throw new RunError("command-invalid", `The command cannot run: ${why}`);
  }
}

/** Starts the run's command in its instance and writes down how to find it after a crash. */
export async function startCommand(
  deps: RunDeps,
  run: ClaimedRun,
  input: {
    argv: string[];
    stdin: boolean;
    secrets: string[];
    onStderr(chunk: Uint8Array): void;
  },
): Promise<CommandProcess> {
  const { dockerId } = run.instance;
  const ref = runRef(run);
  // Written before the start: a crash between the two must leave a trace to sweep by.
  const shown = redactText(run.command, input.secrets);
  await deps.record.noteCommand(ref, { dockerId, pid: null, shown });
  await deps.step(ref, "noted");
  const process = await deps.commands.start({
    argv: input.argv,
    stdin: input.stdin,
    onStderr: input.onStderr,
    dockerId,
    runId: run.id,
  });
  void process.pid
    .then((pid) => deps.record.noteCommand(ref, { dockerId, pid }))
    .catch(() => undefined);
  return process;
}

const signalledSettleMs = 1500;

/**
 * Turns the end of a command into nothing (exit code 0) or the RunError that says why not; an
 * unknown code is a failure (promise 1).
 */
export async function requireSuccess(
  commands: Pick<CommandRunner, "fate">,
  dockerId: string,
  exit: CommandExit,
): Promise<void> {
  if (exit.kind === "exited" && exit.code === 0) return;
  const code = exit.kind === "exited" ? exit.code : null;
  const settleMs = code !== null && code > 128 ? signalledSettleMs : 0;
  switch (await commands.fate(dockerId, settleMs)) {
    case "gone":
      throw new RunError(
        "container-gone",
        "The instance was removed while the command ran. Start it and try again.",
        code,
      );
    case "stopped":
      throw new RunError(
        "container-stopped",
        "The instance stopped while the command ran. Start it and try again.",
        code,
      );
    case "out-of-memory":
      throw new RunError(
        "command-killed",
        "The instance ran out of memory while the command ran. Raise its memory limit and try again.",
        code,
      );
    case "unreachable":
      throw new RunError(
        "docker-unreachable",
        "Docker stopped answering, so whether the command succeeded is not known. Check Docker and try again.",
        code,
      );
    case "running":
      if (exit.kind === "exited") throw commandFailure(exit.code);
      throw new RunError(
        "exit-unknown",
        `The command's exit code could not be read: ${exit.reason}. Try again.`,
      );
  }
}

const tellEveryMs = 500;

/**
 * A progress callback that adds rate (bytes of stdout per second, over about 3 s) and the time so
 * far. It tells at most twice a second (design page, Processes), and the last count always: a command
 * may write and then be silent for long.
 */
export function progressMeter(
  sink: ProgressSink,
  run: RunRef,
): (progress: TransferProgress) => void {
  const began = performance.now();
  const marks: { at: number; bytes: number }[] = [{ at: began, bytes: 0 }];
  let latest: TransferProgress = { originalBytes: 0, storedBytes: 0 };
  let timer: NodeJS.Timeout | undefined;
  let told = -tellEveryMs;

  const tell = () => {
    timer = undefined;
    const at = performance.now();
    told = at;
    marks.push({ at, bytes: latest.originalBytes });
    while (marks.length > 2 && at - (marks[0]?.at ?? at) > 3000) marks.shift();
    const first = marks[0] ?? { at: began, bytes: 0 };
    const rate = Math.round(
      ((latest.originalBytes - first.bytes) / Math.max(1, at - first.at)) * 1000,
    );
    sink(run, { ...latest, rate, seconds: Math.round((at - began) / 1000) });
  };
  return (progress) => {
    latest = progress;
    if (timer) return;
    const wait = told + tellEveryMs - performance.now();
    if (wait <= 0) tell();
    else timer = setTimeout(tell, wait).unref();
  };
}
