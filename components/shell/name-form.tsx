"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { TextField } from "#components/ui/text-field";
import { explainError, fieldErrors } from "#lib/queries/request";

type Props = {
  name: string;
  /** Saves it and answers it as it is kept. */
  save: (name: string) => Promise<{ name: string }>;
  /** What is said when it is saved. */
  saved: (name: string) => string;
  autoComplete: string;
  canChange?: boolean;
};

/** One name, changed in its place. */
export function NameForm({ name, save, saved, autoComplete, canChange = true }: Props) {
  const { register, handleSubmit, formState, setError, reset } = useForm({ values: { name } });
  const rename = useMutation({
    mutationFn: (values: { name: string }) => save(values.name),
    onSuccess: (kept) => {
      reset({ name: kept.name });
      toast.success(saved(kept.name));
    },
    onError: (error) => {
      const message = fieldErrors(error).name;
      if (message) setError("name", { message }, { shouldFocus: true });
    },
  });
  return (
    <form noValidate onSubmit={handleSubmit((values) => rename.mutate(values))}>
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label="Name"
          autoComplete={autoComplete}
          readOnly={!canChange}
          error={formState.errors.name?.message}
          className="w-full max-w-88"
          {...register("name", {
            validate: (text) => text.trim() !== "" || "Enter a name.",
            maxLength: { value: 100, message: "Use at most 100 characters." },
          })}
        />
        {canChange && (
          <Button
            type="submit"
            pending={rename.isPending}
            disabled={!formState.isDirty}
            className="h-9 sm:mt-[26px]"
          >
            Rename
          </Button>
        )}
      </div>
      {rename.error && !fieldErrors(rename.error).name && (
        <Notice tone="bad" role="alert" className="mt-3">
          {explainError(rename.error)}
        </Notice>
      )}
    </form>
  );
}
