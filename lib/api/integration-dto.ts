import type { Creator, Events } from "#lib/api/types";
import type { Vendor } from "#lib/integrations/types";

export type IntegrationState = "new" | "verifying" | "live" | "failed" | "deleting" | "deleted";

export type IntegrationDto = {
  id: string;
  identifier: string;
  name: string;
  vendor: Vendor;
  /** Never the secret: `has_secret` says that one is kept. */
  auth: { region: string | null; key_id: string | null; has_secret: boolean };
  extra: {
    bucket: string | null;
    endpoint: string | null;
    path_style: boolean | null;
    path: string | null;
    prefix: string;
  };
  creator: Creator;
  hub_id: string;
  state: { current: IntegrationState; changed: string; error?: { message: string } };
  verified: string;
  /** How many backups lie in it, and their stored bytes. */
  backups: { count: number; size: number };
  /** How many containers are set to store in it. */
  containers: number;
  events: Events;
};
