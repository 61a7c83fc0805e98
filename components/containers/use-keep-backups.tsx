import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { containerQuery, containersQuery, keepBackups } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

/** Says whether a container's backups stay when it is gone. */
export function useKeepBackups(containerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (keep: boolean) => keepBackups(containerId, keep),
    onSuccess: (changed) => {
      client.setQueryData(containerQuery(changed.id).queryKey, changed);
      client.setQueryData(containersQuery().queryKey, (list) =>
        list?.map((old) => (old.id === changed.id ? changed : old)),
      );
    },
    onError: (error) => toast.error(explainError(error)),
  });
}
