import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { Dialog } from "#components/ui/dialog";

type Props = {
  /** What is done besides: "Save". */
  verb: string;
  /** What the policy would remove; null while nothing is asked. */
  removes: { count: number; bytes: number } | null;
  onClose: () => void;
  onConfirm: () => void;
  /** Which they are. */
  children?: ReactNode;
};

/** Asked before a policy is saved that removes backups: how many, and how much. */
export function RetentionConfirm({ verb, removes, onClose, onConfirm, children }: Props) {
  const { count = 0, bytes = 0 } = removes ?? {};
  const words = count === 1 ? "1 backup" : `${count.toLocaleString("en")} backups`;
  return (
    <Dialog
      open={removes !== null}
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={`${verb}, and remove ${words}?`}
      description={`The new retention keeps none of them: ${formatBytes(bytes)} will be deleted for good within the hour. This cannot be undone.`}
      footer={
        <>
          <Button onClick={onClose}>Keep editing</Button>
          <Button variant="danger" onClick={onConfirm}>
            {verb} and remove {words}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
