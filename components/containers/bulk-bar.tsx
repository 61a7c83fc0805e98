"use client";

import { DatabaseBackup, ListChecks, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { type Skipped, SkippedContainers } from "#components/containers/skipped-containers";
import { useBackUpMany } from "#components/containers/use-back-up-many";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { IconButton } from "#components/ui/icon-button";
import { loadPart } from "#components/ui/load-part";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

const ApplyPolicy = dynamic(() =>
  loadPart(() => import("#components/containers/apply-policy").then((file) => file.ApplyPolicy)),
);

type Props = { selected: ContainerSummaryDto[]; onClear: () => void };

/** What can be done with the selected containers; stays in sight under the list. */
export function BulkBar({ selected, onClear }: Props) {
  const { canManageBackups, canManageConfig } = useMember();
  const [isApplying, setApplying] = useState(false);
  const [leftOut, setLeftOut] = useState<Skipped[]>([]);
  const backUp = useBackUpMany();
  const count = selected.length;
  return (
    <>
      {count > 0 && (
        <section
          aria-label="Selected containers"
          className="sticky bottom-4 z-10 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-popup max-sm:bottom-2"
        >
          <span role="status" className="font-medium">
            {count.toLocaleString("en")} selected
          </span>
          <IconButton label="Clear selection" onClick={onClear} className="mr-2 size-7">
            <X aria-hidden />
          </IconButton>
          {canManageConfig && (
            <Button icon={<ListChecks aria-hidden />} onClick={() => setApplying(true)}>
              Apply a policy
            </Button>
          )}
          {canManageBackups && (
            <Button
              variant="accent"
              icon={<DatabaseBackup aria-hidden />}
              pending={backUp.isPending}
              onClick={() => backUp.start(selected)}
            >
              Back up now
            </Button>
          )}
        </section>
      )}
      {isApplying && (
        <ApplyPolicy
          containers={selected}
          onClose={() => setApplying(false)}
          onLeftOut={setLeftOut}
        />
      )}
      <SkippedContainers
        title="Left as they were"
        skipped={leftOut}
        onClose={() => setLeftOut([])}
      />
      <SkippedContainers title="Not backed up" skipped={backUp.skipped} onClose={backUp.forget} />
    </>
  );
}
