import { judgeBackups } from "#lib/backups/retention";
import type { RetentionRecord } from "#lib/backups/retention-ports";

/**
 * Sends what no rule keeps on its way out, container by container: one's trouble holds no other up.
 * May be called at any time, by several at once.
 *
 * @param since look only where something changed after that; null looks everywhere
 * @returns how many backups went
 */
export async function applyRetention(
  deps: { record: RetentionRecord; now(): Date },
  hostId: string,
  since: Date | null,
): Promise<number> {
  const now = deps.now();
  let gone = 0;
  for (const containerId of await deps.record.governed(hostId, since)) {
    try {
      gone += await settleAll(deps.record, containerId, now);
    } catch (error) {
      console.error(`retention of ${containerId}:`, error);
    }
  }
  return gone;
}

async function settleAll(record: RetentionRecord, containerId: string, now: Date): Promise<number> {
  let gone = 0;
  for (;;) {
    const went = await record.settle(containerId, now, (backups, terms) =>
      judgeBackups(backups, { ...terms, now }),
    );
    gone += went;
    if (went === 0) return gone;
  }
}
