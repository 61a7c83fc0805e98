import { backblazeEndpoint } from "#lib/integrations/backblaze-endpoint";
import type { IntegrationSettings } from "#lib/integrations/types";

/** Whether both settings lead to the same bucket or folder; the prefix is part of each backup's own path. */
export function samePlace(one: IntegrationSettings, other: IntegrationSettings): boolean {
  return placeOf(one) === placeOf(other);
}

function placeOf(settings: IntegrationSettings): string {
  if (settings.vendor === "folder") return settings.path.replace(/\/+$/, "");
  const { endpoint, region, bucket } = settings;
  const named = settings.vendor === "s3" ? `AWS ${region}` : backblazeEndpoint(region);
  return `${endpoint ?? named} ${bucket}`;
}
