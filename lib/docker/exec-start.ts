import type Docker from "dockerode";
import { asDockerFailure } from "#lib/docker/docker-failure";
import { type ExecSocket, openExecSocket } from "#lib/docker/exec-socket";
import { type Demultiplexed, demultiplex, type StdoutFilter } from "#lib/pipeline/demultiplex";

export type ExecInput = {
  dockerId: string;
  argv: readonly string[];
  stdin: boolean;
  env?: string[];
  /** User the command runs as, else the container's own. */
  user?: string;
  /** How long Docker may take to answer each of the two requests, in ms; a minute unless told. */
  answerMs?: number;
};

export type StartedExec = Demultiplexed & { exec: Docker.Exec; socket: ExecSocket };

/** A daemon that takes a request and never answers must not hold a run for ever. */
const answerMs = 60_000;

/**
 * Creates and starts an exec with its streams attached. That it returns does not mean that the
 * command could be started: Docker answers first and then writes its complaint into stdout.
 *
 * @throws DockerFailure
 */
export async function startExec(
  docker: Docker,
  input: ExecInput,
  onStderr: (chunk: Buffer) => void,
  filter?: StdoutFilter,
): Promise<StartedExec> {
  try {
    const exec = await docker.getContainer(input.dockerId).exec({
      Cmd: [...input.argv],
      Env: input.env,
      User: input.user,
      AttachStdin: input.stdin,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
      abortSignal: AbortSignal.timeout(input.answerMs ?? answerMs),
    });
    const socket = await openExecSocket(docker, exec.id, input.answerMs ?? answerMs);
    return { exec, socket, ...demultiplex(socket, onStderr, filter) };
  } catch (error) {
    throw asDockerFailure(error);
  }
}
