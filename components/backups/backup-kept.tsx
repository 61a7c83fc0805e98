import { Pin } from "lucide-react";
import { keptWords } from "#components/backups/kept-words";
import type { BackupDto } from "#lib/api/backup-dto";

/** Until when it is kept, and by which rule. */
export function BackupKept({ backup }: { backup: BackupDto }) {
  const words = keptWords(backup);
  if (!words) return null;
  const { first, second } = words;
  return (
    <>
      <span className="flex items-center gap-1 [&_svg]:size-3.5 [&_svg]:shrink-0">
        {backup.pinned && <Pin aria-hidden />}
        <span className={first === "Removed soon" ? "truncate text-warn" : "truncate"}>
          {first}
        </span>
      </span>
      {second && (
        <span className="block truncate text-sm text-faint" title={second}>
          {second}
        </span>
      )}
    </>
  );
}
