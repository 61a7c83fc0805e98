import { answer } from "#lib/api/answer";
import { route } from "#lib/api/route";
import { availableVendors } from "#lib/integrations/available-vendors";

export const GET = route({ capability: "hubs-integrations-view" }, async () =>
  answer({ data: availableVendors }),
);
