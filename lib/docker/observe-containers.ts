import type Docker from "dockerode";
import { isStateful } from "#lib/containers/is-stateful";
import type {
  ContainerPort,
  HostLook,
  InstanceState,
  Mount,
  ObservedContainer,
  ObservedInstance,
} from "#lib/containers/types";
import { statusCode } from "#lib/docker/connect-docker";
import { type Identity, identify } from "#lib/docker/identify";

const inspectAtOnce = 8;
/** How long Docker may take to describe one container. */
const usualMs = 10_000;

/**
 * Every container of the host with its instances, as they are now. Of several Docker containers that
 * fill one place (Compose keeps the old one until the new one runs, Swarm keeps ended tasks) the
 * running one counts, else the newest. Throws what docker-modem throws when the host does not answer.
 */
export async function observeContainers(
  docker: Docker,
  { inspectMs = usualMs }: { inspectMs?: number } = {},
): Promise<Pick<HostLook, "containers" | "unsure">> {
  const listed = await docker.listContainers({ all: true });
  const seen: { identity: Identity; instance: ObservedInstance }[] = [];
  const unsure = new Set<string>();
  for (let at = 0; at < listed.length; at += inspectAtOnce) {
    const slice = listed.slice(at, at + inspectAtOnce);
    const found = await Promise.all(slice.map((one) => observeOne(docker, one, inspectMs)));
    for (const one of found) {
      if (one === null) continue;
      if (one.unsure !== undefined) unsure.add(one.unsure);
      else seen.push(one);
    }
  }
  // What is known of one instance says nothing of the container without the others.
  const containers = group(seen).filter(({ key }) => !unsure.has(key));
  return { containers, unsure: [...unsure] };
}

/** Which container one in Docker's list belongs to. */
export function identifyListed({ Labels, Names }: Docker.ContainerInfo): Identity | null {
  // A link gives a container more names, of the form /other/name.
  const own = Names.find((name) => name.lastIndexOf("/") === 0) ?? "";
  return identify(Labels ?? {}, own.slice(1));
}

/** A daemon that is stuck over one container must not keep it from being asked about the others. */
async function observeOne(docker: Docker, listed: Docker.ContainerInfo, inspectMs: number) {
  const patience = AbortSignal.timeout(inspectMs);
  const info = await docker
    .getContainer(listed.Id)
    .inspect({ abortSignal: patience })
    .catch((error: unknown) => {
      // Removed between the list and the look.
      if (statusCode(error) === 404) return null;
      if (patience.aborted) return "no answer" as const;
      throw error;
    });
  if (!info) return null;
  if (info === "no answer") {
    const key = identifyListed(listed)?.key;
    return key ? { unsure: key } : null;
  }
  const name = info.Name.replace(/^\//, "");
  const identity = identify(info.Config.Labels ?? {}, name);
  return identity && { identity, instance: toInstance(info, identity.slot, name) };
}

function toInstance(
  info: Docker.ContainerInspectInfo,
  slot: string,
  name: string,
): ObservedInstance {
  const started = new Date(info.State.StartedAt);
  return {
    slot,
    dockerId: info.Id,
    name,
    image: info.Config.Image,
    imageId: info.Image,
    state: instanceState(info.State),
    health: info.State.Health?.Status ?? null,
    exitCode: info.State.Running ? null : info.State.ExitCode,
    started: started.getUTCFullYear() > 1 ? started : null,
    created: new Date(info.Created),
    mounts: info.Mounts.map(toMount),
    ports: toPorts(info),
    command: [info.Path, ...info.Args].join(" "),
  };
}

function instanceState(state: Docker.ContainerInspectInfo["State"]): InstanceState {
  if (state.Restarting) return "restarting";
  if (state.Paused) return "paused";
  return state.Running ? "running" : "stopped";
}

function toMount(mount: Docker.ContainerInspectInfo["Mounts"][number]): Mount {
  const type =
    mount.Type === "volume" || mount.Type === "bind" || mount.Type === "tmpfs"
      ? mount.Type
      : "other";
  return {
    type,
    source: type === "volume" ? (mount.Name ?? mount.Source) : mount.Source,
    destination: mount.Destination,
    driver: mount.Driver ?? null,
    readOnly: !mount.RW,
  };
}

function toPorts(info: Docker.ContainerInspectInfo): ContainerPort[] {
  const published: Record<string, { HostIp: string; HostPort: string }[] | null> =
    info.NetworkSettings.Ports ?? {};
  return Object.entries(published).flatMap(([port, bindings]): ContainerPort[] => {
    const [number, protocol = "tcp"] = port.split("/");
    const containerPort = Number(number);
    if (!bindings?.length) return [{ containerPort, protocol, hostPort: null, hostIp: null }];
    return bindings.map((binding) => ({
      containerPort,
      protocol,
      hostPort: Number(binding.HostPort),
      hostIp: binding.HostIp || null,
    }));
  });
}

function group(seen: { identity: Identity; instance: ObservedInstance }[]): ObservedContainer[] {
  const containers = new Map<string, ObservedContainer>();
  for (const { identity, instance } of seen.sort(betterFirst)) {
    const { slot, ...about } = identity;
    const container = containers.get(about.key) ?? {
      ...about,
      image: instance.image,
      stateful: false,
      instances: [],
    };
    containers.set(about.key, container);
    if (container.instances.some((other) => other.slot === slot)) continue;
    container.instances.push(instance);
    container.stateful ||= isStateful(instance.mounts);
  }
  return [...containers.values()];
}

function betterFirst(a: { instance: ObservedInstance }, b: { instance: ObservedInstance }): number {
  const running = Number(b.instance.state === "running") - Number(a.instance.state === "running");
  return running || b.instance.created.getTime() - a.instance.created.getTime();
}
