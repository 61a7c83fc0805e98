"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { PasswordField } from "#components/auth/password-field";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { changePassword } from "#lib/queries/account";
import { explainError, fieldErrors } from "#lib/queries/request";

const blank = { current_password: "", password: "" };
const names = ["current_password", "password"] as const;

/** A new password, for who knows the present one. `email` is for password managers. */
export function PasswordForm({ email }: { email: string }) {
  const { register, handleSubmit, formState, setError, reset } = useForm({ defaultValues: blank });
  const { errors } = formState;
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: (ended) => {
      reset(blank);
      toast.success("The password is changed", {
        description:
          ended === 0
            ? "No other session was open."
            : `${ended} other ${ended === 1 ? "session was" : "sessions were"} ended.`,
      });
    },
    onError: (error) => {
      const problems = fieldErrors(error);
      for (const name of names) {
        const message = problems[name];
        if (message) setError(name, { message }, { shouldFocus: true });
      }
    },
  });
  return (
    <form
      noValidate
      onSubmit={handleSubmit((values) => change.mutate(values))}
      className="flex max-w-88 flex-col gap-4"
    >
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField
        label="Present password"
        autoComplete="current-password"
        error={errors.current_password?.message}
        {...register("current_password", { required: "Enter your present password." })}
      />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        error={errors.password?.message}
        help={
          errors.password ? undefined : "At least 10 characters. Your other sessions are ended."
        }
        {...register("password", {
          validate: (text) => [...text].length >= 10 || "Use at least 10 characters.",
        })}
      />
      {change.error && Object.keys(fieldErrors(change.error)).length === 0 && (
        <Notice tone="bad" role="alert">
          {explainError(change.error)}
        </Notice>
      )}
      <Button type="submit" pending={change.isPending} className="self-start">
        Change password
      </Button>
    </form>
  );
}
