import { RunError } from "#lib/backups/failure";
import type { OpenStore } from "#lib/backups/ports";
import type { IntegrationRow } from "#lib/integrations/ports";
import { openSecret, SealError } from "#lib/integrations/seal";
import { openStore } from "#lib/storage/open-store";

/** Opens an integration's bucket or folder by its id; its secret is unsealed here and stays in this process. */
export function storeOpener(
  findIntegration: (id: string) => Promise<IntegrationRow | null>,
  secretKey: Buffer,
): OpenStore {
  return async (integrationId) => {
    const row = await findIntegration(integrationId);
    if (!row) {
      throw new RunError(
        "store-missing",
        "The integration of this backup does not exist any more.",
      );
    }
    const secret = row.sealedSecret === null ? null : unseal(row.sealedSecret, secretKey, row.id);
    return {
      store: openStore(row.settings, secret),
      prefix: row.settings.prefix,
      vendor: row.vendor,
    };
  };
}

/** A changed key file has words of its own, which a run's failure has to show. */
function unseal(sealed: string, secretKey: Buffer, id: string): string {
  try {
    return openSecret(sealed, secretKey, id);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new RunError("store-misconfigured", error.message);
  }
}
