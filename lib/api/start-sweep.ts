import { v7 as uuidv7 } from "uuid";
import { requireIntegration } from "#lib/api/change-integration";
import type { WebDeps } from "#lib/api/web-deps";
import type { SweepKind } from "#lib/backups/catalogue/types";
import type { Actor } from "#lib/backups/types";
import { queueSweep } from "#lib/db/queue-sweep";
import { requestImport } from "#lib/db/unknown-record";
import { Refusal } from "#lib/hubs/refusal";

const underWay: Record<SweepKind, string> = {
  compare: "Its bucket is being compared with the catalogue just now.",
  rebuild: "The catalogue is being rebuilt from its bucket just now.",
  import: "Backups are being imported from its bucket just now.",
};

/**
 * Asks the worker for a comparison, a rebuild or an import. A comparison that waits or runs already is
 * as good as a new one: it is answered.
 *
 * @param ids unknown objects to import; null for all that can be
 * @returns the sweep's id, which is its job's too; throws Refusal when another one is under way, or
 *   nothing of what was named can be imported
 */
export async function startSweep(
  deps: WebDeps,
  where: { hubId: string; id: string },
  input: { kind: SweepKind; ids?: string[] | null },
  actor: Actor,
): Promise<string> {
  const integration = await requireIntegration(deps, where);
  const { kind } = input;
  const id = uuidv7();
  return deps.db.transaction(async (tx) => {
    const other = await queueSweep(tx, { id, hubId: where.hubId, integration, kind }, actor);
    if (other && kind === "compare" && other.kind === "compare") return other.id;
    if (other)
      throw new Refusal("invalid-state", `${underWay[other.kind]} Try again when that has ended.`);
    if (kind === "import" && (await requestImport(tx, where.id, input.ids ?? null)) === 0) {
      throw new Refusal(
        "invalid-state",
        "None of these can be imported: there is no manifest that fits, or they are in the catalogue by now.",
      );
    }
    return id;
  });
}
