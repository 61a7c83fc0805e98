import { Pill, type Shape, type Tone } from "#components/ui/pill";
import type { BackupState, RestoreState } from "#lib/backups/types";

type Look = { tone: Tone; shape: Shape; word: string };

const backupLooks: Record<BackupState, Look> = {
  queued: { tone: "off", shape: "clock", word: "Queued" },
  saving: { tone: "run", shape: "ring", word: "Saving" },
  live: { tone: "ok", shape: "dot", word: "Live" },
  failed: { tone: "bad", shape: "triangle", word: "Failed" },
  cancelled: { tone: "off", shape: "dash", word: "Cancelled" },
  missing: { tone: "warn", shape: "triangle", word: "Missing" },
  deleting: { tone: "warn", shape: "ring", word: "Deleting" },
  deleted: { tone: "off", shape: "dash", word: "Deleted" },
};

const restoreLooks: Record<RestoreState, Look> = {
  queued: { tone: "off", shape: "clock", word: "Queued" },
  running: { tone: "run", shape: "ring", word: "Restoring" },
  completed: { tone: "ok", shape: "check", word: "Restored" },
  failed: { tone: "bad", shape: "triangle", word: "Failed" },
  cancelled: { tone: "off", shape: "dash", word: "Cancelled" },
};

export function BackupStatePill({ state, stuck }: { state: BackupState; stuck?: boolean }) {
  const { tone, shape, word } = backupLooks[state];
  return (
    <Pill tone={stuck ? "bad" : tone} shape={stuck ? "triangle" : shape}>
      {word}
    </Pill>
  );
}

export function RestoreStatePill({ state }: { state: RestoreState }) {
  const { tone, shape, word } = restoreLooks[state];
  return (
    <Pill tone={tone} shape={shape}>
      {word}
    </Pill>
  );
}
