import type { HubSettingsDto } from "#lib/api/hub-dto";
import type { Actor } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import { readHubSettings, setHubSettings } from "#lib/db/hub-settings-record";
import { defaultHubSettings, type HubSettingsInput } from "#lib/hubs/hub-settings";

/** The hub's settings. */
export async function readSettingsOfHub(db: Database, hubId: string): Promise<HubSettingsDto> {
  return { ...(await readHubSettings(db, hubId)), defaults: defaultHubSettings };
}

/** Changes the hub's settings and answers all of them as they now are. */
export async function changeHubSettings(
  db: Database,
  hubId: string,
  input: HubSettingsInput,
  actor: Actor,
): Promise<HubSettingsDto> {
  return { ...(await setHubSettings(db, hubId, input, actor)), defaults: defaultHubSettings };
}
