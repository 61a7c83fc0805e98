"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { RestoreLine } from "#components/backups/restore-line";
import { useNow } from "#components/ui/clock";
import { IconButton } from "#components/ui/icon-button";
import type { BackupDto, RestoreDto } from "#lib/api/backup-dto";
import { restoredQuery } from "#lib/queries/backups";

type Props = {
  containerId: string;
  /** The loaded rows, which live events keep fresh. */
  backups: BackupDto[];
};

/** A finished restore stays in sight this long. */
const recentMs = 24 * 3600 * 1000;
const mostEnded = 2;
const none: BackupDto[] = [];

const isRunning = ({ state }: RestoreDto) =>
  state.current === "queued" || state.current === "running";

/** Restores that run, and the last ones that ended within a day, above the list. */
export function RestoresStrip({ containerId, backups }: Props) {
  const now = useNow();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const { data: restored = none } = useQuery(restoredQuery(containerId));
  const loaded = new Set(backups.map(({ id }) => id));
  const all = [...backups, ...restored.filter(({ id }) => !loaded.has(id))]
    .flatMap((backup) => backup.restores.map((restore) => ({ backup, restore })))
    .filter(
      ({ restore }) =>
        isRunning(restore) ||
        (now - Date.parse(restore.events.finished) < recentMs && !dismissed.has(restore.id)),
    )
    .sort((a, b) => b.restore.events.created.localeCompare(a.restore.events.created));
  const running = all.filter(({ restore }) => isRunning(restore));
  const ended = all.filter(({ restore }) => !isRunning(restore));
  const shown = [...running, ...ended.slice(0, mostEnded)];
  if (shown.length === 0) return null;
  return (
    <section aria-label="Restores" className="mt-4 rounded-lg border border-line">
      {shown.map(({ backup, restore }) => (
        <RestoreLine
          key={restore.id}
          backup={backup}
          restore={restore}
          dismiss={
            !isRunning(restore) && (
              <IconButton
                label="Dismiss"
                onClick={() => setDismissed((old) => new Set(old).add(restore.id))}
              >
                <X aria-hidden />
              </IconButton>
            )
          }
        />
      ))}
    </section>
  );
}
