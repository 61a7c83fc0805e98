import type { Creator } from "#lib/api/types";
import type { HubSettings } from "#lib/hubs/types";

export type JobState =
  | "new"
  | "queued"
  | "scheduled"
  | "running"
  | "completed"
  | "error"
  | "expired";

export type JobDescriptorDto = {
  action: string;
  job: {
    id: string;
    accepted: boolean;
    queue: string;
    schedule: string;
    parallel: { tasks: string[] };
    tasks: string[];
  };
};

export type JobDto = {
  id: string;
  hub_id: string;
  queue: string;
  caption: string;
  events: { queued: string; started: string; completed: string };
  schedule: string;
  tasks: { id: string; action: string; state: JobState }[];
  expires: string;
  hash: string;
  limit_duplicates: boolean;
  creator: Creator;
  state: { current: JobState; changed: string; error: string | null };
};

export type ActivityDto = {
  id: string;
  hub_id: string;
  event: string;
  actor: Creator;
  container_id: string | null;
  container: { identifier: string; deleted: boolean } | null;
  backup_id: string | null;
  /** The instance that the backup is of. */
  instance: string | null;
  subject: string;
  details: Record<string, unknown>;
  time: string;
};

export type HubDto = { id: string; name: string; created: string };

/** The hub's settings, with what each would be if nobody had changed it. */
export type HubSettingsDto = HubSettings & { defaults: HubSettings };
