/** A mount as Docker reports it; only named volumes and binds can hold data worth a backup. */
export type Mount = {
  type: "volume" | "bind" | "tmpfs" | "other";
  /** Volume name, or the path on the host. */
  source: string;
  /** Path inside the container. */
  destination: string;
  driver: string | null;
  readOnly: boolean;
};

/** A published or exposed port. `hostPort` is null when it is only exposed. */
export type ContainerPort = {
  containerPort: number;
  hostPort: number | null;
  hostIp: string | null;
  protocol: string;
};

export type EnvironmentKind = "compose" | "swarm" | "standalone";
export type InstanceState = "running" | "paused" | "restarting" | "stopped" | "gone";

/** One Docker container as the host shows it now. */
export type ObservedInstance = {
  slot: string;
  dockerId: string;
  name: string;
  image: string;
  imageId: string;
  state: InstanceState;
  health: string | null;
  exitCode: number | null;
  started: Date | null;
  created: Date;
  mounts: Mount[];
  ports: ContainerPort[];
  command: string;
};

/** A logical container as the host shows it now, with the instances that run it. */
export type ObservedContainer = {
  key: string;
  identifier: string;
  name: string;
  environment: string;
  environmentKind: EnvironmentKind;
  image: string;
  stateful: boolean;
  instances: ObservedInstance[];
};
