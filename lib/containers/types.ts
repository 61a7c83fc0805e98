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

/** What a look at a Docker host showed. */
export type HostLook = {
  /** The same for as long as it is the same Docker Engine with the same data. */
  engineId: string;
  engineVersion: string;
  containers: ObservedContainer[];
  /** Keys of containers that Docker lists but did not describe: nothing is known of them now. */
  unsure: string[];
  /** The ids of the Swarm's services, on whichever node they run; null where they cannot be known. */
  services: string[] | null;
};

/** A deletion under way. What it removes from Docker is fixed before anything is removed. */
export type DeletePlan = {
  /** The request of a person; null when the grace period of a container that is gone has ended. */
  jobId: string | null;
  /** The Docker Engine that is to remove it. */
  engineId: string | null;
  /** Null until Docker was asked; what is made anew after that is not among them. */
  dockerIds: string[] | null;
  volumes: string[];
  /** Volumes that stay although they were to go, and why. */
  left: { name: string; reason: string }[];
};

/** Why a console ended. */
export type ConsoleEnd =
  /** The browser closed it, or went away. */
  | "left"
  /** The shell ended by itself. */
  | "exit"
  | "idle"
  | "limit"
  /** The member lost the right to it, or the session ended. */
  | "rights"
  /** Docker's connection broke, or the instance stopped. */
  | "lost"
  | "restart";
