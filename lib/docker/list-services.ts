import type Docker from "dockerode";

/**
 * The ids of the Swarm's services: one without a task here may be scaled to 0, or run on another node,
 * and is not gone. Null where that cannot be known: on a worker node, and while the managers have no
 * majority. Without Swarm there are none.
 *
 * @throws what docker-modem throws when Docker itself does not answer
 */
export async function listServices(docker: Docker): Promise<string[] | null> {
  const info: { Swarm?: { LocalNodeState?: string; ControlAvailable?: boolean } } =
    await docker.info();
  if ((info.Swarm?.LocalNodeState ?? "inactive") === "inactive") return [];
  if (!info.Swarm?.ControlAvailable) return null;
  const services: { ID?: string }[] | null = await docker.listServices().catch(() => null);
  return services?.flatMap(({ ID }) => (ID ? [ID] : [])) ?? null;
}
