import { v7 as uuidv7 } from "uuid";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { readIntegrations } from "#lib/api/read-integrations";
import { requireBackupsThere } from "#lib/api/require-backups-there";
import type { WebDeps } from "#lib/api/web-deps";
import type { Actor } from "#lib/backups/types";
import { findIntegration } from "#lib/db/find-integration";
import {
  deleteIntegration,
  insertIntegration,
  noteMark,
  noteVerify,
  updateIntegration,
} from "#lib/db/integration-record";
import { newestLiveObject } from "#lib/db/newest-live-object";
import { Refusal } from "#lib/hubs/refusal";
import {
  type EditedIntegrationInput,
  editedIntegrationInput,
  type IntegrationPatch,
  type NewIntegrationInput,
  toSettings,
} from "#lib/integrations/integration-input";
import { samePlace } from "#lib/integrations/same-place";
import { openSecret, SealError, sealSecret } from "#lib/integrations/seal";
import type { IntegrationSettings } from "#lib/integrations/types";
import { markFolder } from "#lib/storage/folder-mark";
import { openStore } from "#lib/storage/open-store";
import { verifyStore } from "#lib/storage/verify-store";

type Where = { hubId: string; id: string };

/** The hub's integration of that id. Throws Refusal (404.hub.integration). */
export async function requireIntegration(deps: WebDeps, where: Where): Promise<IntegrationDto> {
  const [found] = await readIntegrations(deps.db, where.hubId, where.id);
  if (!found)
    throw new Refusal("not-found", "The hub has no such integration.", {
      subject: "hub.integration",
    });
  return found;
}

/** Adds an integration and verifies it at once; what is missing stands in its state. */
export async function addIntegration(
  deps: WebDeps,
  hubId: string,
  input: NewIntegrationInput,
  actor: Actor,
): Promise<IntegrationDto> {
  const where = { hubId, id: uuidv7() };
  const secret = input.vendor === "folder" ? null : input.auth.secret;
  const written = {
    name: input.name,
    identifier: input.identifier ?? identifierFor(input.name, where.id),
    settings: toSettings(input),
    sealedSecret: secret === null ? null : sealSecret(secret, deps.secretKey, where.id),
  };
  await insertIntegration(deps.db, where, written, actor);
  return verifyIntegration(deps, where);
}

/**
 * Changes an integration and verifies it again. What the patch leaves out stays as it is, and so does
 * the secret when it is blank. Throws Refusal, also for another place that does not hold its backups,
 * or ZodError for what does not fit.
 */
export async function editIntegration(
  deps: WebDeps,
  where: Where,
  patch: IntegrationPatch,
  actor: Actor,
): Promise<IntegrationDto> {
  const before = await requireIntegration(deps, where);
  const kept = await findIntegration(deps.db, where.id);
  if (patch.vendor !== undefined && patch.vendor !== before.vendor) {
    throw new Refusal(
      "invalid-argument",
      "An integration keeps its vendor. Add another one instead.",
      {
        fields: { vendor: "An integration keeps its vendor." },
      },
    );
  }
  const input = editedIntegrationInput.parse({
    ...withoutNulls(before),
    ...patch,
    auth: { ...withoutNulls(before.auth), ...patch.auth },
    extra: { ...withoutNulls(before.extra), ...patch.extra },
  });
  const written = {
    name: input.name,
    identifier: input.identifier ?? before.identifier,
    settings: kept ? withMark(toSettings(input), kept.settings) : toSettings(input),
    sealedSecret: nextSecret(deps, where.id, input, kept?.sealedSecret ?? null),
  };
  if (kept && !samePlace(kept.settings, written.settings))
    await requirePlace(deps, where.id, written);
  await updateIntegration(deps.db, where, written, actor);
  return verifyIntegration(deps, where);
}

/** Real calls against the bucket or folder; the result, with the one thing that is missing, becomes its state. */
export async function verifyIntegration(deps: WebDeps, where: Where): Promise<IntegrationDto> {
  await requireIntegration(deps, where);
  const row = await findIntegration(deps.db, where.id);
  if (!row)
    throw new Refusal("not-found", "The hub has no such integration.", {
      subject: "hub.integration",
    });
  await noteVerify(deps.db, where, { state: "verifying" });
  try {
    const secret =
      row.sealedSecret === null ? null : openSecret(row.sealedSecret, deps.secretKey, row.id);
    const result = await verifyStore(row.settings, secret);
    if (result.ok && row.settings.vendor === "folder" && !row.settings.mark)
      await noteMark(deps.db, where, await markFolder(row.settings.path));
    await noteVerify(
      deps.db,
      where,
      result.ok
        ? { state: "live" }
        : { state: "failed", error: `${result.message} ${result.next}` },
    );
  } catch (error) {
    console.error("verify:", error);
    await noteVerify(deps.db, where, {
      state: "failed",
      error: error instanceof SealError ? error.message : "It could not be verified. Try again.",
    });
  }
  return requireIntegration(deps, where);
}

/** A folder stays the one that it was marked as. */
function withMark(settings: IntegrationSettings, before: IntegrationSettings): IntegrationSettings {
  if (settings.vendor !== "folder" || before.vendor !== "folder" || !before.mark) return settings;
  return samePlace(settings, before) ? { ...settings, mark: before.mark } : settings;
}

/** Deletes an integration that nothing uses. Throws Refusal with the counts otherwise. */
export function removeIntegration(deps: WebDeps, where: Where, actor: Actor): Promise<void> {
  return deleteIntegration(deps.db, where, actor);
}

async function requirePlace(
  deps: WebDeps,
  id: string,
  { settings, sealedSecret }: { settings: IntegrationSettings; sealedSecret: string | null },
): Promise<void> {
  const newest = await newestLiveObject(deps.db, id);
  if (!newest) return;
  const store = openStore(settings, sealedSecret && openSecret(sealedSecret, deps.secretKey, id));
  try {
    await requireBackupsThere(store, newest);
  } finally {
    store.close();
  }
}

function nextSecret(
  deps: WebDeps,
  id: string,
  input: EditedIntegrationInput,
  kept: string | null,
): string | null {
  if (input.vendor === "folder") return null;
  return input.auth.secret ? sealSecret(input.auth.secret, deps.secretKey, id) : kept;
}

// A DTO says null where the input leaves out.
function withoutNulls(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** A readable identifier from the name, made unique by the end of the id. */
function identifierFor(name: string, id: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return `${slug || "integration"}-${id.slice(-4)}`;
}
