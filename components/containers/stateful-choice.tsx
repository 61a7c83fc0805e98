"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useMember } from "#components/shell/member";
import { Card } from "#components/ui/card";
import { SelectField } from "#components/ui/select-field";
import type { ContainerDto } from "#lib/api/container-dto";
import { containerQuery, containersQuery, overrideStateful } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

const choices = { detected: null, yes: true, no: false } as const;
type Choice = keyof typeof choices;

const options = [
  { value: "detected", label: "As detected" },
  { value: "yes", label: "Stateful" },
  { value: "no", label: "Not stateful" },
] as const;

/** Whether the container holds data: detected from its mounts, and a person may say otherwise. */
export function StatefulChoice({ container }: { container: ContainerDto }) {
  const client = useQueryClient();
  const { canManageConfig } = useMember();
  const { mutate, isPending } = useMutation({
    mutationFn: (choice: Choice) => overrideStateful(container.id, choices[choice]),
    onSuccess: (changed) => {
      client.setQueryData(containerQuery(changed.id).queryKey, changed);
      client.setQueryData(containersQuery().queryKey, (list) =>
        list?.map((old) => (old.id === changed.id ? changed : old)),
      );
    },
    onError: (error) => toast.error(explainError(error)),
  });
  const override = container.stateful_override;
  const value: Choice = override === null ? "detected" : override ? "yes" : "no";
  return (
    <Card title="Stateful">
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <SelectField
          label="Holds data worth a backup"
          value={value}
          onValueChange={(choice) => mutate(choice)}
          options={options}
          disabled={!canManageConfig || isPending}
          className="w-52"
        />
        <p className="min-w-60 flex-1 text-dim text-pretty">
          {override === null
            ? container.stateful
              ? "Holdfast found a named volume or a bind mount that holds data, so this container can be backed up."
              : "Holdfast found no named volume and no bind mount that holds data. Only stateful containers are backed up."
            : `Set by hand to ${override ? "stateful" : "not stateful"}, whatever the mounts say.`}
        </p>
      </div>
    </Card>
  );
}
