import type Docker from "dockerode";
import type { InstanceStats } from "#lib/containers/runtime-ports";
import { openStream, untilAborted } from "#lib/docker/open-stream";
import { readStats } from "#lib/docker/read-stats";
import { createLineSplitter } from "#lib/docker/split-lines";

/** A container's stats as Docker sends them, about one a second, until `signal` or its removal. */
export async function* followStats(
  docker: Docker,
  dockerId: string,
  signal: AbortSignal,
): AsyncGenerator<InstanceStats> {
  const request = { path: `/containers/${dockerId}/stats`, query: { stream: true }, signal };
  const stream = await openStream(docker, request);
  let found: InstanceStats[] = [];
  const lines = createLineSplitter((line) => found.push(readStats(JSON.parse(line.toString()))));
  for await (const chunk of untilAborted(stream, signal)) {
    lines.push(chunk);
    yield* found;
    found = [];
  }
}
