import { createMenuHandle } from "#components/ui/menu";
import type { BackupDto } from "#lib/api/backup-dto";

/** Ties the rows' buttons to the one menu. */
export const more = createMenuHandle<BackupDto>();
