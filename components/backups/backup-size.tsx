import { Bytes } from "#components/ui/bytes";
import type { BackupDto } from "#lib/api/backup-dto";

/** Stored bytes, and below what the command wrote; or why there is nothing. */
export function BackupSize({ backup }: { backup: BackupDto }) {
  const { state, target, exit_code: exitCode, original_size: original } = backup;
  const isStored = state.current === "live" || state.current === "missing" || target.size > 0;
  const below =
    state.current === "missing"
      ? "not in store"
      : state.current === "failed" && exitCode !== null
        ? `exit code ${exitCode}`
        : null;
  return (
    <>
      {isStored ? (
        <Bytes value={target.size} className="block" />
      ) : (
        <span className="block text-faint">–</span>
      )}
      <span className="block truncate text-sm text-faint">
        {below ??
          (isStored && original !== null && original !== target.size && <Bytes value={original} />)}
      </span>
    </>
  );
}
