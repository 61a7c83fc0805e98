import type { IntegrationSettings } from "#lib/integrations/types";
import type { ObjectStore } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import { createFolderStore } from "#lib/storage/folder-store";
import type { S3Options } from "#lib/storage/s3-client";
import { createS3Store } from "#lib/storage/s3-store";

/**
 * Opens an integration's store. Connects to nothing yet; `close` it when done. Throws `StoreError`
 * when a bucket comes without its secret.
 */
export function openStore(
  settings: IntegrationSettings,
  secret: string | null,
  options?: S3Options,
): ObjectStore {
  if (settings.vendor === "folder") return createFolderStore(settings.path, settings.mark);
  if (secret === null) {
    throw new StoreError("misconfigured", "The integration has no key. Enter it again.");
  }
  return createS3Store(settings, secret, options);
}
