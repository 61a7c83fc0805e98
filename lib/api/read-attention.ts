import type { AttentionDto, AttentionItemDto, AttentionStep } from "#lib/api/overview-dto";
import {
  namedAtMost,
  readDeletions,
  readHostTrouble,
  readIntegrationTrouble,
  readMissing,
  readUntested,
} from "#lib/api/read-attention-rows";
import { type AttentionSubject, readAttentionSubjects } from "#lib/api/read-attention-subjects";
import { readGone } from "#lib/api/read-gone";
import type { HealthAnswer } from "#lib/api/read-health";
import type { HealthState } from "#lib/backups/container-health";
import type { Database } from "#lib/db/client";

type Sick = Exclude<HealthState, "protected">;

/**
 * What needs a person in the hub, the most urgent kind first.
 *
 * @param allowed whether the reader may see the hub's integrations
 */
export async function readAttention(
  db: Database,
  hubId: string,
  healths: ReadonlyMap<string, HealthAnswer>,
  allowed: { integrations: boolean },
): Promise<AttentionDto[]> {
  const sick = {
    failing: ofHealth(healths, "failing"),
    overdue: ofHealth(healths, "overdue"),
    unprotected: ofHealth(healths, "unprotected"),
  };
  const ids = Object.values(sick).flatMap((all) => all.slice(0, namedAtMost).map(({ id }) => id));
  const [subjects, hosts, integrations, missing, deletions, leaving, untested] = await Promise.all([
    readAttentionSubjects(db, hubId, ids),
    readHostTrouble(db, hubId),
    allowed.integrations ? readIntegrationTrouble(db, hubId) : { total: 0, data: [] },
    readMissing(db, hubId),
    readDeletions(db, hubId),
    readGone(db, hubId, namedAtMost),
    readUntested(db, hubId),
  ]);
  const group = (kind: Sick): AttentionDto => ({
    kind,
    total: sick[kind].length,
    data: sick[kind].slice(0, namedAtMost).flatMap((one) => {
      const subject = subjects.get(one.id);
      return subject ? [toItem(kind, one, subject)] : [];
    }),
  });
  const groups: AttentionDto[] = [
    { kind: "host", ...hosts },
    { kind: "integration", ...integrations },
    group("failing"),
    { kind: "missing", ...missing },
    group("overdue"),
    group("unprotected"),
    { kind: "deletion", ...deletions },
    { kind: "leaving", ...leaving },
    { kind: "untested", ...untested },
  ];
  return groups.filter(({ total }) => total > 0);
}

type Judged = { id: string; since: string; reason: string | null };

/** Those of that health, the one it is longest true of first. */
function ofHealth(healths: ReadonlyMap<string, HealthAnswer>, state: HealthState): Judged[] {
  return [...healths]
    .flatMap(([id, { health }]) =>
      health?.current === state ? [{ id, since: health.since, reason: health.reason }] : [],
    )
    .sort((a, b) => a.since.localeCompare(b.since) || a.id.localeCompare(b.id));
}

function toItem(kind: Sick, { id, since, reason }: Judged, subject: AttentionSubject) {
  const item: AttentionItemDto = {
    id,
    name: subject.name,
    environment: subject.environment,
    time: since,
    reason,
    backups: 0,
    size: 0,
    backup_id: kind === "failing" ? subject.last_failed : null,
    step: stepFor(kind, subject),
  };
  return item;
}

function stepFor(kind: Sick, subject: AttentionSubject): AttentionStep {
  if (kind === "failing") return "look";
  if (kind === "overdue") return "back-up";
  if (!subject.configured) return "protect";
  return subject.scheduled ? "back-up" : "set-schedule";
}
