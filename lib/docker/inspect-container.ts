import type Docker from "dockerode";

const answerMs = 30_000;

/**
 * What Docker says of a container. A daemon that takes the call and never answers (a deadlock over one
 * container does that) fails it after 30 s: else neither cancel nor timeout could end a run.
 *
 * @throws what docker-modem throws
 */
export function inspectContainer(
  docker: Docker,
  dockerId: string,
  { longestMs = answerMs }: { longestMs?: number } = {},
): Promise<Docker.ContainerInspectInfo> {
  return docker.getContainer(dockerId).inspect({ abortSignal: AbortSignal.timeout(longestMs) });
}
