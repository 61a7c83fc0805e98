import { toast } from "sonner";

/** Says what was done, with a button that takes it back. */
export function undoToast(message: string, undo: () => void): void {
  toast.success(message, { duration: 8000, action: { label: "Undo", onClick: undo } });
}
