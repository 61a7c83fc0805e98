import { backupsAt, backupsTabAt, containersAt } from "#components/overview/rows-behind";
import { formatBytes } from "#components/ui/bytes";
import type { Shape, Tone } from "#components/ui/pill";
import type { AttentionItemDto, AttentionKind, AttentionStep } from "#lib/api/overview-dto";

type Look = { tone: Tone; shape: Shape; word: string };

export const attentionLooks: Record<AttentionKind, Look> = {
  host: { tone: "bad", shape: "triangle", word: "Unreachable" },
  integration: { tone: "bad", shape: "triangle", word: "Failing" },
  failing: { tone: "bad", shape: "triangle", word: "Failing" },
  missing: { tone: "warn", shape: "triangle", word: "Missing" },
  overdue: { tone: "warn", shape: "clock", word: "Overdue" },
  unprotected: { tone: "warn", shape: "dash", word: "Unprotected" },
  deletion: { tone: "warn", shape: "ring", word: "Deleting" },
  leaving: { tone: "warn", shape: "clock", word: "Leaving" },
  untested: { tone: "off", shape: "dash", word: "Untested" },
};

/** What is wrong with it, in one sentence. */
export function attentionSentence(kind: AttentionKind, item: AttentionItemDto): string {
  const { backups, size, reason } = item;
  const some = `${backups.toLocaleString("en")} ${backups === 1 ? "backup" : "backups"}`;
  if (kind === "missing") {
    return `${some} (${formatBytes(size)}) ${backups === 1 ? "is" : "are"} not in the store any more.`;
  }
  if (kind === "leaving") {
    if (reason !== null) return reason;
    return `It is gone from Docker, and its ${some} (${formatBytes(size)}) will be deleted.`;
  }
  if (kind === "untested") {
    return item.step === "set-restore"
      ? "No restore command is set, so its backups cannot be restored from here."
      : "No restore has been tried yet.";
  }
  if (kind === "deletion" && backups > 0) {
    return `${some} could not be deleted yet. ${reason ?? ""}`.trim();
  }
  if (reason === null) return "Holdfast does not know why.";
  // The next step stands beside it as a button.
  return kind === "unprotected" ? reason.replace(/ Set one in .*$/, "") : reason;
}

/** The step's words and, unless it is done on the spot, where it is done. */
const see = ({ backups }: AttentionItemDto) => (backups === 1 ? "See it" : "See them");

export function attentionStep(
  kind: AttentionKind,
  item: AttentionItemDto,
): { words: string; href: string } {
  const { id } = item;
  const config = `/containers/${id}/config/integrations/backups`;
  const steps: Record<Exclude<AttentionStep, "look">, { words: string; href: string }> = {
    protect: { words: "Protect", href: config },
    "set-schedule": { words: "Set a schedule", href: config },
    "set-restore": { words: "Set one", href: config },
    "back-up": { words: "Back up now", href: backupsTabAt(id) },
    verify: { words: "Verify", href: "/hub/integrations" },
    keep: { words: "Look at them", href: backupsTabAt(id) },
    "try-restore": { words: "Try one", href: backupsTabAt(id) },
  };
  if (item.step !== "look") return steps[item.step];
  if (kind === "missing") {
    return { words: see(item), href: backupsAt({ state: "missing", container: id }) };
  }
  if (kind === "deletion" && item.backups > 0) {
    return { words: see(item), href: backupsAt({ state: "deleting", container: id }) };
  }
  if (kind === "host") return { words: "Open Hosts", href: "/hub/hosts" };
  return { words: "See the log", href: backupsTabAt(id, item.backup_id) };
}

/** Where all of a kind are listed, if anywhere. */
export function allOfKind(kind: AttentionKind): string | null {
  if (kind === "failing" || kind === "overdue" || kind === "unprotected") return containersAt(kind);
  if (kind === "missing") return backupsAt({ state: "missing" });
  if (kind === "deletion") return backupsAt({ state: "deleting" });
  return kind === "integration" ? "/hub/integrations" : null;
}
