import { readFile } from "node:fs/promises";
import type Docker from "dockerode";
import { z } from "zod";
import { inspectContainer } from "#lib/docker/inspect-container";

const listing = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())) });

/**
 * The host process ids of a run in a container without a shell, found from outside by the
 * environment that its processes inherit. Works only for a Docker Engine on this machine.
 *
 * @returns null when this process cannot see or read the container's processes
 */
export async function findHostProcesses(
  docker: Docker,
  run: { dockerId: string; runId: string },
): Promise<number[] | null> {
  const container = docker.getContainer(run.dockerId);
  const { Id: id, State: state } = await inspectContainer(docker, run.dockerId);
  if (!(await isContainer(state.Pid, id))) return null;
  const { Titles: titles, Processes: rows } = listing.parse(
    await container.top({ ps_args: "-eo pid,stat" }),
  );
  const pidColumn = titles.indexOf("PID");
  const stateColumn = titles.indexOf("STAT");
  const found: number[] = [];
  for (const row of rows) {
    // Zombies are done for.
    if (row[stateColumn]?.startsWith("Z")) continue;
    const pid = Number(row[pidColumn]);
    try {
      const environment = await readFile(`/proc/${pid}/environ`, "latin1");
      if (environment.split("\0").includes(`HOLDFAST_RUN=${run.runId}`)) found.push(pid);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      // It has just ended.
      if (code !== "ENOENT" && code !== "ESRCH") return null;
    }
  }
  return found;
}

/** Whether that process of this machine is the container's first: not so with a remote Docker. */
async function isContainer(pid: number, containerId: string): Promise<boolean> {
  try {
    return (await readFile(`/proc/${pid}/cgroup`, "latin1")).includes(containerId);
  } catch {
    return false;
  }
}
