import { and, eq, isNull } from "drizzle-orm";
import { integrations } from "#drizzle/integrations";
import type { PolicyResultDto } from "#lib/api/container-dto";
import { previewRetention } from "#lib/api/preview-retention";
import { readPolicySubjects } from "#lib/api/read-policy-subjects";
import { type ConfigDeps, saveBackupConfig } from "#lib/api/save-backup-config";
import type { PolicyInput } from "#lib/backups/backup-config-input";
import { type PlannedInput, type PolicySubject, planPolicy } from "#lib/backups/plan-policy";
import type { Actor } from "#lib/backups/types";
import type { Database } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";

const atOnce = 4;

type Terms = { hubId: string; input: PolicyInput; actor: Actor };

/**
 * Applies a policy to many containers, each by itself and in its own transaction: one that is skipped or
 * fails keeps no other from it. With `preview` nothing is changed, and each result says what would be,
 * with the backups that the new retention would remove.
 *
 * @throws Refusal when the integration is not the hub's
 */
export async function applyPolicy(deps: ConfigDeps, terms: Terms): Promise<PolicyResultDto[]> {
  const { db } = deps;
  const { hubId, input } = terms;
  if (input.integration_id) await requireIntegration(db, hubId, input.integration_id);
  const ids = [...new Set(input.container_ids)];
  const results: PolicyResultDto[] = [];
  for (let at = 0; at < ids.length; at += atOnce) {
    const part = ids.slice(at, at + atOnce);
    // Read right before it is written: the commands that are kept are those of now.
    const subjects = await readPolicySubjects(db, hubId, part);
    results.push(...(await Promise.all(part.map((id) => one(deps, terms, id, subjects.get(id))))));
  }
  return results;
}

async function requireIntegration(db: Database, hubId: string, id: string): Promise<void> {
  const own = and(eq(integrations.hubId, hubId), eq(integrations.id, id));
  if ((await db.$count(integrations, and(own, isNull(integrations.deleted)))) > 0) return;
  const message = "This integration does not exist any more. Choose another.";
  throw new Refusal("invalid-argument", message, { fields: { integration_id: message } });
}

async function one(
  deps: ConfigDeps,
  { hubId, input, actor }: Terms,
  id: string,
  subject: PolicySubject | undefined,
): Promise<PolicyResultDto> {
  const nothing = { id, changes: [], preset: null, reason: null, removes: null };
  if (!subject) return { ...nothing, outcome: "skip", reason: "It is not in the hub." };
  const plan = planPolicy(subject, input);
  if (plan.outcome === "skip") return { ...nothing, ...plan };
  if (plan.outcome === "same") return { ...nothing, outcome: "same" };
  const { changes, preset } = plan;
  try {
    const removes = input.preview ? await removedBy(deps.db, subject, plan.input) : null;
    if (!input.preview) await saveBackupConfig(deps, { hubId, containerId: id }, plan.input, actor);
    return { ...nothing, outcome: "change", changes, preset, removes };
  } catch (error) {
    if (error instanceof Refusal) return { ...nothing, outcome: "skip", reason: error.message };
    console.error("apply a policy:", error);
    return { ...nothing, outcome: "skip", reason: "Something unexpected went wrong. Try again." };
  }
}

/** Null where neither the rules nor the days that they count by change. */
async function removedBy(db: Database, { id, config }: PolicySubject, planned: PlannedInput) {
  const timeZone = planned.backup.time_zone ?? config?.timeZone ?? "UTC";
  if (!planned.retention && timeZone === config?.timeZone) return null;
  const policy = planned.retention ?? config?.retention;
  if (!policy) return null;
  const { count, bytes } = await previewRetention(db, id, { policy, timeZone, now: new Date() });
  return { count, bytes };
}
