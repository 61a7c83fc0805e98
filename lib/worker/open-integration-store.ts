import { RunError } from "#lib/backups/failure";
import type { OpenStore } from "#lib/backups/ports";
import type { Database } from "#lib/db/client";
import { findIntegration } from "#lib/db/find-integration";
import { openSecret } from "#lib/integrations/seal";
import { openStore } from "#lib/storage/open-store";

/** Opens an integration's bucket or folder; its secret is unsealed here and stays in this process. */
export function storeOpener(db: Database, secretKey: Buffer): OpenStore {
  return async (integrationId) => {
    const row = await findIntegration(db, integrationId);
    if (!row) throw new RunError("store-missing", "The integration of this backup does not exist any more.");
    const secret = row.sealedSecret === null ? null : openSecret(row.sealedSecret, secretKey, row.id);
    return { store: openStore(row.settings, secret), prefix: row.settings.prefix, vendor: row.vendor };
  };
}
