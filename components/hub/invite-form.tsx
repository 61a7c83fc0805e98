"use client";

import { Controller, useForm } from "react-hook-form";
import { roleOptions } from "#components/hub/role-words";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { SelectField } from "#components/ui/select-field";
import { TextField } from "#components/ui/text-field";
import type { Role } from "#lib/hubs/roles";
import { explainError, fieldErrors } from "#lib/queries/request";

type Values = { email: string; role: Role };

type Props = {
  onSubmit: (values: Values) => void;
  error: Error | null;
  isPending: boolean;
  onClose: () => void;
};

/** For whom, and in which role. */
export function InviteForm({ onSubmit, error, isPending, onClose }: Props) {
  const { role } = useMember();
  const { register, control, handleSubmit, formState } = useForm<Values>({
    defaultValues: { email: "", role: "developer" },
  });
  const refused = fieldErrors(error);
  return (
    <form noValidate onSubmit={handleSubmit(onSubmit)} className="flex flex-col gap-4">
      <TextField
        label="Email"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        help="They sign in with it. The link works for this email only."
        error={formState.errors.email?.message ?? refused.email}
        {...register("email", { validate: (text) => text.trim() !== "" || "Enter their email." })}
      />
      <Controller
        control={control}
        name="role"
        render={({ field }) => (
          <SelectField
            label="Role"
            value={field.value}
            onValueChange={field.onChange}
            options={roleOptions(role)}
            error={refused.role}
          />
        )}
      />
      {error && Object.keys(refused).length === 0 && (
        <Notice tone="bad" role="alert">
          {explainError(error)}
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="accent" pending={isPending}>
          Make the link
        </Button>
      </div>
    </form>
  );
}
