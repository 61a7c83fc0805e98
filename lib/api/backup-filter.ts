import { and, eq, gte, inArray, lt, type SQL } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { BackupState, BackupTrigger } from "#lib/backups/types";

/** Which backups are listed; what is left out lets all pass. Made at `from` or later, and before `to`. */
export type BackupFilter = {
  state?: BackupState[];
  trigger?: BackupTrigger[];
  instance?: string;
  from?: Date;
  to?: Date;
};

/** The filter in SQL. */
export function backupCondition({ state, trigger, instance, from, to }: BackupFilter) {
  return and(
    state && inArray(backups.state, state),
    trigger && inArray(backups.trigger, trigger),
    instance === undefined ? undefined : eq(backups.instanceId, instance),
    from === undefined ? undefined : gte(backups.created, from),
    to === undefined ? undefined : lt(backups.created, to),
  ) satisfies SQL | undefined;
}
