import type { DeletePlan } from "#lib/containers/types";

/** A container on its way out. */
export type DoomedContainer = {
  id: string;
  hubId: string;
  hostId: string;
  key: string;
  identifier: string;
  /** Named volumes among its mounts. */
  volumes: string[];
  deleteVolumes: boolean;
  plan: DeletePlan;
  /** Nothing in Docker is to be touched any more. */
  dockerRemoved: boolean;
  tries: number;
};

/** The record of containers that are being deleted. What came to nothing because it was stopped answers null. */
export type ContainerDeletionRecord = {
  /** Those of the host whose next try is due. */
  due(hostId: string): Promise<DoomedContainer[]>;
  /** Cancels its backups and restores; answers how many have not ended yet. */
  stopRuns(container: DoomedContainer): Promise<number | null>;
  /** Fixes what is removed from Docker. */
  notePlan(container: DoomedContainer, plan: DeletePlan): Promise<void>;
  noteDockerRemoved(container: DoomedContainer, left: DeletePlan["left"]): Promise<void>;
  /** Sends its backups on their way; answers how many are not gone yet. */
  sendBackups(container: DoomedContainer): Promise<number | null>;
  /** Ends it, if no backup is left. */
  deleted(container: DoomedContainer): Promise<boolean>;
  failed(container: DoomedContainer, message: string): Promise<void>;
};

/** What a deletion does in Docker. Everything throws RemovalFailure; what is not there is removed already. */
export type DockerRemoval = {
  engineId(): Promise<string>;
  /** The Docker containers of that key, in any state. */
  find(key: string): Promise<string[]>;
  /** Ends the Swarm service of that key, which would make its Docker containers anew; else does nothing. */
  removeService(key: string): Promise<void>;
  /** Stops and removes one, with its unnamed volumes if asked. */
  removeContainer(dockerId: string, withUnnamedVolumes: boolean): Promise<void>;
  /** Null when it is removed, else why it stays: something else uses it. */
  removeVolume(name: string): Promise<string | null>;
};

/** What a person asks of the record when a container is to be deleted. */
export type DeletionRequestRecord = {
  find(hubId: string, containerId: string): Promise<ContainerToDelete | null>;
  /** False when it is being deleted already. */
  requestDeletion(request: {
    container: ContainerToDelete;
    jobId: string;
    volumes: boolean;
    actor: { id: string | null; name: string };
  }): Promise<boolean>;
};

export type ContainerToDelete = {
  id: string;
  hubId: string;
  hostId: string;
  identifier: string;
  name: string;
  isGone: boolean;
  /** Whether Docker is now the engine on which it was last seen. */
  isOnItsEngine: boolean;
};
