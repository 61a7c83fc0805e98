import type { IntegrationSettings, Vendor } from "#lib/integrations/types";

/** An integration as the machinery sees it: with its secret still sealed. */
export type IntegrationRow = {
  id: string;
  hubId: string;
  name: string;
  vendor: Vendor;
  settings: IntegrationSettings;
  sealedSecret: string | null;
};
