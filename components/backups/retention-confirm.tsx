import { GoingBackups } from "#components/backups/going-backups";
import { Button } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { Dialog } from "#components/ui/dialog";
import type { RetentionPreviewDto } from "#lib/api/container-dto";

type Props = {
  /** What the policy would remove; null while nothing is asked. */
  preview: RetentionPreviewDto | null;
  onClose: () => void;
  onConfirm: () => void;
};

/** Asked before a policy is saved that removes backups: how many, and how much. */
export function RetentionConfirm({ preview, onClose, onConfirm }: Props) {
  const { count = 0, bytes = 0 } = preview ?? {};
  const words = count === 1 ? "1 backup" : `${count.toLocaleString("en")} backups`;
  return (
    <Dialog
      open={preview !== null}
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={`Save, and remove ${words}?`}
      description={`The new retention keeps none of them: ${formatBytes(bytes)} will be deleted for good within the hour. This cannot be undone.`}
      footer={
        <>
          <Button onClick={onClose}>Keep editing</Button>
          <Button variant="danger" onClick={onConfirm}>
            Save and remove {words}
          </Button>
        </>
      }
    >
      {preview && <GoingBackups preview={preview} />}
    </Dialog>
  );
}
