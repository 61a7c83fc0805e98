import type { BackupToJudge, Judgement } from "#lib/backups/retention";
import type { RetentionPolicy } from "#lib/backups/types";

/** How one container's backups are to be judged. */
export type RetentionTerms = { containerId: string; policy: RetentionPolicy; timeZone: string };

/** The record of retention. */
export type RetentionRecord = {
  /**
   * The host's containers with a policy, but for those being deleted and those that are gone and
   * whose backups a person keeps. With `since`, only where a policy or a live backup changed after it.
   */
  governed(hostId: string, since: Date | null): Promise<string[]>;
  /**
   * Has a container's live backups judged and sends those that go on their way, some hundreds at a
   * time. The policy is read under a lock and held until that is written. Answers how many went.
   */
  settle(
    containerId: string,
    now: Date,
    judge: (backups: BackupToJudge[], terms: RetentionTerms) => Map<string, Judgement>,
  ): Promise<number>;
};
