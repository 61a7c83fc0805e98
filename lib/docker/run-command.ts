import { randomBytes } from "node:crypto";
import type Docker from "dockerode";
import { DockerFailure } from "#lib/docker/docker-failure";
import { readExit } from "#lib/docker/exec-exit";
import { createMarkerFilter, fedCommand, trackedCommand } from "#lib/docker/exec-marker";
import { type StartedExec, startExec } from "#lib/docker/exec-start";
import { execStdin } from "#lib/docker/exec-stdin";
import { createTrailer } from "#lib/docker/exec-trailer";
import { guardOutput } from "#lib/docker/guard-output";
import { killRun } from "#lib/docker/kill-run";
import { startFailure, waitForMarker, waitForProcess } from "#lib/docker/wait-for-start";
import type { CommandExit, CommandProcess } from "#lib/pipeline/ports";
import { within } from "#lib/pipeline/within";

/** How long a command may take to end once the connection to it has ended. */
const brokenMs = 5000;

/** How long one that runs without our shell may take to end once its outputs have. */
const unvouchedMs = 2000;

/** How long the outputs of a killed command may take to end. */
const lastWordsMs = 2000;

export type CommandInput = {
  dockerId: string;
  argv: readonly string[];
  stdin: boolean;
  /** Marks every process of the command (HOLDFAST_RUN), so that it can be found and ended later. */
  runId: string;
  onStderr(chunk: Uint8Array): void;
  /** User the command runs as, else the container's own. */
  user?: string;
};

/**
 * Starts a command inside an instance; resolves when it certainly runs, or has run.
 *
 * A shell runs it and vouches that it ended with the connection whole, so that all of its output
 * arrived, or all of its input that it wanted: only then can the exit code be 0. An image without
 * /bin/sh runs it directly; it can then only be aborted from the Docker host itself.
 *
 * @throws DockerFailure
 */
export async function runCommand(docker: Docker, input: CommandInput): Promise<CommandProcess> {
  const marker = `holdfast:${input.runId}:${randomBytes(8).toString("hex")}`;
  const { promise: pid, resolve: onPid } = Promise.withResolvers<number>();
  const stderr = createMarkerFilter(marker, input.onStderr, onPid);
  const answer = () => marked.socket.write("\n");
  // A command that is fed takes whatever comes on stdin: only the other kind is answered there.
  const { trailer, filter } = createTrailer(marker, input.stdin ? () => undefined : answer);
  const marked = await startExec(
    docker,
    {
      ...execInput(input),
      argv: input.stdin ? fedCommand(marker, input.argv) : trackedCommand(marker, input.argv),
      stdin: true,
    },
    stderr.push,
    filter,
  );
  void marked.ended.then(stderr.end);
  const outcome = await waitForMarker(marked, pid).catch(async (error: unknown) => {
    await killRun(docker, { ...input, pid: null }).catch(() => undefined);
    throw error;
  });
  if (outcome.kind === "failed" && outcome.complaint.includes('"/bin/sh"'))
    return runDirectly(docker, input);
  if (outcome.kind === "failed")
    throw await startFailure(docker, input.dockerId, outcome.complaint);
  answer();
  const completion = marked.ended.then(async () => {
    const whole = trailer.seen && !trailer.outputAfterIt;
    // Its shell holds both outputs open: where they ended without its last line, it was killed or
    // the connection broke, and a command that nobody hears any more is not waited for.
    return vouched(await readExit(docker, marked.exec, whole ? undefined : brokenMs), whole);
  });
  return commandProcess(docker, input, { started: marked, pid: outcome.pid, completion });
}

async function runDirectly(docker: Docker, input: CommandInput): Promise<CommandProcess> {
  if (input.argv[0] === "/bin/sh" || input.argv[0] === "sh")
    throw new DockerFailure(
      "no-shell",
      "The image has no /bin/sh, so a command in double quotes, or one with a pipe or redirect, cannot run in it. Write a plain command without double quotes.",
    );
  const direct = await startExec(docker, execInput(input), input.onStderr);
  const outcome = await waitForProcess(direct);
  if (outcome.kind === "failed")
    throw await startFailure(docker, input.dockerId, outcome.complaint);
  const guarded = input.stdin ? Promise.resolve({ mayBeCut: false }) : guardOutput(direct);
  const completion = direct.ended.then(async (broken) => {
    // Nobody vouches for this one: it has to end with its outputs, or the connection was cut; and a
    // connection that broke was the end of its stdin to it, which it may take for the end of the data.
    const exit = await readExit(docker, direct.exec, unvouchedMs);
    const whole = broken === null && !(await guarded).mayBeCut;
    return vouched(exit, whole);
  });
  return commandProcess(docker, input, { started: direct, pid: null, completion });
}

/** A success counts only when the whole output has arrived; a failure is one anyway. */
function vouched(exit: CommandExit, whole: boolean): CommandExit {
  if (whole || exit.kind === "unknown" || exit.code !== 0) return exit;
  return { kind: "unknown", reason: "the connection to Docker broke before the command ended" };
}

function execInput({ dockerId, argv, stdin, user, runId }: CommandInput) {
  return { dockerId, argv, stdin, user, env: [`HOLDFAST_RUN=${runId}`] };
}

function commandProcess(
  docker: Docker,
  { dockerId, runId, stdin }: CommandInput,
  run: { started: StartedExec; pid: number | null; completion: Promise<CommandExit> },
): CommandProcess {
  const { started, pid, completion } = run;
  // Docker closes only its side and leaves a writer waiting for half a minute.
  void completion.then(() => started.socket.destroy());
  return {
    stdout: started.stdout,
    stdin: stdin ? execStdin(started.socket) : null,
    pid: Promise.resolve(pid),
    completion,
    async abort() {
      // Nobody reads it any more; unread it would hold the last words on stderr back.
      started.stdout.destroy();
      try {
        await killRun(docker, { dockerId, runId, pid });
        await within(lastWordsMs, started.ended);
      } finally {
        started.socket.destroy();
      }
    },
  };
}
