"use client";

import { createContext, useContext } from "react";
import type { BackupDto } from "#lib/api/backup-dto";

type OpenBackup = {
  /** Which rows show their log. */
  opened: ReadonlySet<string>;
  toggleLog: (backupId: string) => void;
  restore: (backup: BackupDto) => void;
};

const Context = createContext<OpenBackup | null>(null);

export const OpenBackupProvider = Context;

/** What a row's icons do; the list provides it. */
export function useOpenBackup(): OpenBackup {
  const value = useContext(Context);
  if (!value) throw new Error("useOpenBackup stands outside of a list of backups");
  return value;
}
