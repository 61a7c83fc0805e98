import { statusCode } from "#lib/docker/connect-docker";

export type DockerFailureCode =
  | "unreachable"
  | "container-gone"
  | "container-not-running"
  | "cannot-start-command"
  | "no-shell"
  | "cannot-stop";

/** What Docker can say no with; the message says what to do about it. */
export class DockerFailure extends Error {
  override name = "DockerFailure";
  readonly code: DockerFailureCode;

  constructor(code: DockerFailureCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** An error of a call about a container, or about a command in it, as a DockerFailure. */
export function asDockerFailure(error: unknown): DockerFailure {
  if (error instanceof DockerFailure) return error;
  const status = statusCode(error);
  if (status === 404)
    return new DockerFailure(
      "container-gone",
      "The instance does not exist any more. Start it and try again.",
      error,
    );
  // Docker 20.10 says this with a 500: "Container … is not running: Removal In Progress".
  const said = error instanceof Error ? error.message : "";
  if (status !== null && /removal in progress|marked for removal/i.test(said))
    return new DockerFailure(
      "container-gone",
      "The instance is being removed. Start it again and try again.",
      error,
    );
  if (status === 409 || (status === 500 && /container \S+ is not running/i.test(said))) {
    const paused = /is paused/.test(said);
    return new DockerFailure(
      "container-not-running",
      paused
        ? "The instance is paused, and a paused instance runs no commands. Unpause it and try again."
        : "The instance is not running. Start it and try again.",
      error,
    );
  }
  if (status !== null)
    return new DockerFailure(
      "cannot-start-command",
      `Docker refused to run the command: ${said.trim() || status}`,
      error,
    );
  return new DockerFailure(
    "unreachable",
    "Docker does not answer. Check that it runs and that Holdfast may use it, then try again.",
    error,
  );
}
