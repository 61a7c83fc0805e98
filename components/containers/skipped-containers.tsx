import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";

export type Skipped = { id: string; name: string; reason: string };

type Props = { title: string; skipped: Skipped[]; onClose: () => void };

/** Which of many were left out and why; open while there are any. */
export function SkippedContainers({ title, skipped, onClose }: Props) {
  return (
    <Dialog
      open={skipped.length > 0}
      onOpenChange={(open) => !open && onClose()}
      title={`${title}: ${skipped.length === 1 ? "1 container" : `${skipped.length.toLocaleString("en")} containers`}`}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <SkippedList skipped={skipped} />
    </Dialog>
  );
}

const mostNamed = 200;

/** Containers by the reason that they share, in few lines where there are many. */
export function SkippedList({ skipped }: { skipped: Skipped[] }) {
  const byReason = [...Map.groupBy(skipped, ({ reason }) => reason)];
  return (
    <ul className="flex flex-col gap-3">
      {byReason.map(([reason, those]) => (
        <li key={reason}>
          <p>{reason}</p>
          <p className="font-mono text-sm text-dim [overflow-wrap:anywhere]">
            {those
              .slice(0, mostNamed)
              .map(({ name }) => name)
              .join(", ")}
            {those.length > mostNamed &&
              ` and ${(those.length - mostNamed).toLocaleString("en")} more`}
          </p>
        </li>
      ))}
    </ul>
  );
}
