"use client";

import { useActionState } from "react";
import { PasswordField } from "#components/auth/password-field";
import { useFocusOnFailure } from "#components/auth/use-focus-on-failure";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { TextField } from "#components/ui/text-field";
import { acceptInvite } from "#lib/actions/accept-invite";

type Props = {
  token: string;
  email: string;
  /** A new account, the password of the one that is there, or nothing of who is signed in with it. */
  ask: "account" | "password" | "nothing";
};

/** Accepts an invite; works before its script has loaded, too. */
export function InviteForm({ token, email, ask }: Props) {
  const [state, submit, pending] = useActionState(acceptInvite, {});
  const { values, fields, message } = state;
  const form = useFocusOnFailure(state);
  return (
    <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {message && !fields && (
        <Notice tone="bad" role="alert">
          {message}
        </Notice>
      )}
      <TextField
        label="Email"
        type="email"
        name="email"
        autoComplete="username"
        readOnly
        value={email}
        help={ask === "account" ? "You sign in with it." : undefined}
      />
      {ask === "account" && (
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          autoFocus
          defaultValue={values?.name}
          error={fields?.name}
        />
      )}
      {ask !== "nothing" && (
        <PasswordField
          label="Password"
          name="password"
          autoComplete={ask === "account" ? "new-password" : "current-password"}
          error={fields?.password}
          help={
            fields?.password
              ? undefined
              : ask === "account"
                ? "At least 10 characters."
                : "You have an account with this email already: its password."
          }
        />
      )}
      <Button type="submit" variant="accent" pending={pending} className="mt-1 h-9">
        Join the hub
      </Button>
    </form>
  );
}
