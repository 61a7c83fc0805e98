"use client";

import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { explainError } from "#lib/queries/request";

type Props = {
  /** Why the rows after those that are shown did not come; null while all is well. */
  error: Error | null;
  onRetry: () => void;
};

/** Below a list: it goes on, and what comes next could not be loaded. */
export function NextPageFailed({ error, onRetry }: Props) {
  if (!error) return null;
  return (
    <Notice
      tone="bad"
      role="alert"
      className="mt-3"
      title="The rows below could not be loaded"
      action={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {explainError(error)}
    </Notice>
  );
}
