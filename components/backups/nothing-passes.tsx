import { SearchX } from "lucide-react";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";

/** There are backups, and the filter lets none of them pass. */
export function NothingPasses({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No backup passes these filters"
      action={<Button onClick={onClear}>Clear the filters</Button>}
    />
  );
}
