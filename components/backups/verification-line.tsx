"use client";

import { formatBytes, formatRate } from "#components/ui/bytes";
import { ProgressBar } from "#components/ui/progress-bar";
import { RelativeTime } from "#components/ui/relative-time";
import type { BackupDto } from "#lib/api/backup-dto";
import { useProgress, verifyKey } from "#lib/queries/live-progress";

type Props = { backup: BackupDto };

/** Whether there is something to say below the row: a check that waits, runs, or could not be made. */
export function hasVerification({ verification, state }: BackupDto): boolean {
  const { requested, started, error } = verification;
  if (state.current !== "live" && state.current !== "missing") return false;
  return requested !== null || started !== null || error !== null;
}

/** How far a check is, or why it could not be made. */
export function VerificationLine({ backup }: Props) {
  const { started, error } = backup.verification;
  if (started) return <Verifying backup={backup} />;
  if (error) {
    return (
      <p className="text-warn">
        Could not be verified: {error} The backup is left as it is, and Holdfast tries again by
        itself.
      </p>
    );
  }
  return <p className="text-dim">Waits to be verified.</p>;
}

function Verifying({ backup }: Props) {
  const progress = useProgress(verifyKey(backup.id));
  const { size } = backup.target;
  const checked = Math.min(progress?.storedBytes ?? 0, size);
  return (
    <div className="text-dim">
      <p>
        <span className="text-run">Being verified</span>: {formatBytes(checked)} of{" "}
        {formatBytes(size)} read back
        {progress !== null && progress.rate > 0 && ` · ${formatRate(progress.rate)}`}
      </p>
      <ProgressBar
        label="Verifying the backup"
        value={size > 0 ? checked / size : null}
        className="mt-1 max-w-120"
      />
    </div>
  );
}

/** When it was last verified, in a few words. */
export function LastVerified({ backup }: Props) {
  const { last } = backup.verification;
  if (!last) return <span className="text-faint">Not yet</span>;
  return (
    <>
      Every byte was as stored <RelativeTime at={last} className="lowercase" />
    </>
  );
}
