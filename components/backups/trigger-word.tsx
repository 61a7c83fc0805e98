import type { BackupTrigger } from "#lib/backups/types";

export const triggerWords: Record<BackupTrigger, string> = {
  manual: "Manual",
  schedule: "Schedule",
  retry: "Retry",
  "before-restore": "Before restore",
};
