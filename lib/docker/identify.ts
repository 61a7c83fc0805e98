import type { EnvironmentKind } from "#lib/containers/types";

export type Identity = {
  key: string;
  identifier: string;
  name: string;
  environment: string;
  environmentKind: EnvironmentKind;
  slot: string;
};

/**
 * Which container (and which place in it) a Docker container is an instance of, by the labels that
 * Compose and Swarm put on it; else by its own name. The key holds no Docker id, so it survives a
 * recreation. Null for a one-off of `docker compose run`, which is nobody's service.
 */
export function identify(labels: Record<string, string>, name: string): Identity | null {
  const project = labels["com.docker.compose.project"];
  const service = labels["com.docker.compose.service"];
  if (project && service) {
    if (labels["com.docker.compose.oneoff"]?.toLowerCase() === "true") return null;
    return {
      key: `compose:${project}/${service}`,
      identifier: service,
      name: service,
      environment: project,
      environmentKind: "compose",
      slot: labels["com.docker.compose.container-number"] ?? "1",
    };
  }
  const serviceId = labels["com.docker.swarm.service.id"];
  if (serviceId) {
    const serviceName = labels["com.docker.swarm.service.name"] ?? serviceId;
    const stack = labels["com.docker.stack.namespace"];
    const short =
      stack && serviceName.startsWith(`${stack}_`)
        ? serviceName.slice(stack.length + 1)
        : serviceName;
    // A task is named <service>.<slot>.<task id>; a global service has the node's id as its slot.
    const task = labels["com.docker.swarm.task.name"] ?? "";
    const slot = task.slice(serviceName.length + 1).split(".")[0] || "1";
    return {
      key: `swarm:${serviceId}`,
      identifier: short,
      name: short,
      environment: stack ?? "standalone",
      environmentKind: stack ? "swarm" : "standalone",
      slot,
    };
  }
  return {
    key: `name:${name}`,
    identifier: name,
    name,
    environment: "standalone",
    environmentKind: "standalone",
    slot: "1",
  };
}
