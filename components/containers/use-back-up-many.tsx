"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { Skipped } from "#components/containers/skipped-containers";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { backUpMany } from "#lib/queries/many-containers";
import { explainError } from "#lib/queries/request";

/** Backs up many containers at once, and says of each that was not why. */
export function useBackUpMany() {
  const [skipped, setSkipped] = useState<Skipped[]>([]);
  const { mutate, isPending } = useMutation({
    mutationFn: (containers: ContainerSummaryDto[]) => backUpMany(containers.map(({ id }) => id)),
    onSuccess: (results, containers) => {
      const names = new Map(containers.map(({ id, name }) => [id, name]));
      const begun = results.filter(({ reason }) => reason === null).length;
      if (begun > 0) {
        toast.success(
          begun === 1
            ? "Backing up 1 container"
            : `Backing up ${begun.toLocaleString("en")} containers`,
        );
      }
      setSkipped(
        results.flatMap(({ id, reason }) =>
          reason === null ? [] : [{ id, name: names.get(id) ?? id, reason }],
        ),
      );
    },
    onError: (error) => toast.error(explainError(error)),
  });
  return { start: mutate, isPending, skipped, forget: () => setSkipped([]) };
}
