"use client";

import { useNow } from "#components/ui/clock";
import { formatMoment, formatRelative } from "#components/ui/relative-time";
import type { BackupDto } from "#lib/api/backup-dto";

/** What a queued backup waits for: its next try, or only its turn. */
export function WaitingLine({ backup }: { backup: BackupDto }) {
  const now = useNow();
  const { not_before: notBefore, attempt, due } = backup;
  if (!notBefore || Date.parse(notBefore) <= now)
    return <p className="text-dim">Waits for its turn.</p>;
  const at = Date.parse(notBefore);
  return (
    <p className="text-dim">
      Try {attempt}
      {due && ` of the backup that was due ${formatMoment(Date.parse(due), now)}`}: begins{" "}
      {formatRelative(at, now).toLowerCase()}, {formatMoment(at, now)}.
    </p>
  );
}
