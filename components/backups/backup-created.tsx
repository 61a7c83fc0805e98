"use client";

import { useNow } from "#components/ui/clock";
import { formatMoment, RelativeTime } from "#components/ui/relative-time";
import type { BackupDto } from "#lib/api/backup-dto";

/** When it was made: as a person says it, and the moment below. */
export function BackupCreated({ backup }: { backup: BackupDto }) {
  const now = useNow();
  const { created } = backup.events;
  return (
    <>
      <RelativeTime at={created} className="block truncate" />
      <span className="block truncate text-sm text-faint">
        {formatMoment(Date.parse(created), now)}
      </span>
    </>
  );
}
