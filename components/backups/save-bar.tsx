import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button";

type Props = {
  containerId: string;
  /** Nothing has been saved yet. */
  isNew: boolean;
  isDirty: boolean;
  isSaving: boolean;
  isSaved: boolean;
  onReset: () => void;
};

/** Save, and whether there is anything to save. Stays in sight. */
export function SaveBar({ containerId, isNew, isDirty, isSaving, isSaved, onReset }: Props) {
  return (
    <div className="sticky -bottom-6 -mx-1 flex flex-wrap items-center gap-3 border-t border-line bg-panel px-1 py-3">
      <Button type="submit" variant="accent" pending={isSaving} disabled={!isDirty && !isNew}>
        Save
      </Button>
      {isDirty && <Button onClick={onReset}>Reset</Button>}
      <span role="status" className="flex items-center gap-1.5 text-dim [&_svg]:size-4">
        {isDirty ? (
          "Unsaved changes"
        ) : isNew ? (
          "Not saved yet"
        ) : isSaved ? (
          <>
            <CircleCheck aria-hidden className="text-ok" />
            Saved.
            <Link
              href={`/containers/${containerId}/backups`}
              replace
              scroll={false}
              className="font-medium text-accent underline underline-offset-2"
            >
              Go to Backups
            </Link>
          </>
        ) : null}
      </span>
    </div>
  );
}
