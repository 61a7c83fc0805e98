"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { type BucketTask, bucketKey, startBucketTask } from "#lib/queries/bucket";
import { explainError } from "#lib/queries/request";

/** Asks for a comparison, a rebuild or an import; what comes of it stands on the integration's card. */
export function useBucketTask(integrationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (task: BucketTask) => startBucketTask(integrationId, task),
    onSuccess: () => client.invalidateQueries({ queryKey: bucketKey(integrationId) }),
    onError: (error) => toast.error(explainError(error)),
  });
}
