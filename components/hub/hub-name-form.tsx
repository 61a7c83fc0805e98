"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Notice } from "#components/ui/notice";
import { TextField } from "#components/ui/text-field";
import { hubQuery, renameHub } from "#lib/queries/hub";
import { explainError, fieldErrors } from "#lib/queries/request";

/** What the team calls this place. */
export function HubNameForm({ name, canChange }: { name: string; canChange: boolean }) {
  const client = useQueryClient();
  const { register, handleSubmit, formState, setError } = useForm({ values: { name } });
  const save = useMutation({
    mutationFn: (values: { name: string }) => renameHub(values.name),
    onSuccess: (hub) => {
      client.setQueryData(hubQuery().queryKey, hub);
      toast.success(`The hub is called ${hub.name} now`);
    },
    onError: (error) => {
      const message = fieldErrors(error).name;
      if (message) setError("name", { message }, { shouldFocus: true });
    },
  });
  return (
    <Card title="Hub">
      <form noValidate onSubmit={handleSubmit((values) => save.mutate(values))}>
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            label="Name"
            autoComplete="organization"
            readOnly={!canChange}
            error={formState.errors.name?.message}
            className="w-full max-w-88"
            {...register("name", {
              validate: (text) => text.trim() !== "" || "Enter a name for the hub.",
              maxLength: { value: 100, message: "Use at most 100 characters." },
            })}
          />
          {canChange && (
            <Button
              type="submit"
              pending={save.isPending}
              disabled={!formState.isDirty}
              className="h-9 sm:mt-[26px]"
            >
              Rename
            </Button>
          )}
        </div>
        {save.error && !fieldErrors(save.error).name && (
          <Notice tone="bad" role="alert" className="mt-3">
            {explainError(save.error)}
          </Notice>
        )}
      </form>
    </Card>
  );
}
