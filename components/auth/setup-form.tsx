"use client";

import { useActionState } from "react";
import { PasswordField } from "#components/auth/password-field";
import { useFocusOnFailure } from "#components/auth/use-focus-on-failure";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { TextField } from "#components/ui/text-field";
import { setUpHub } from "#lib/actions/set-up-hub";

/** The owner's account and the hub's name; works before its script has loaded, too. */
export function SetupForm({ token }: { token: string }) {
  const [state, submit, pending] = useActionState(setUpHub, {});
  const { values, fields } = state;
  const form = useFocusOnFailure(state);
  return (
    <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {state.message && (
        <Notice tone="bad" role="alert">
          {state.message}{" "}
          <a href="/login" className="whitespace-nowrap underline underline-offset-2">
            Go to sign-in
          </a>
        </Notice>
      )}
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        autoFocus
        defaultValue={values?.name}
        error={fields?.name}
      />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={values?.email}
        error={fields?.email}
        help="You sign in with it. Nothing is sent to it."
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        error={fields?.password}
        help={fields?.password ? undefined : "At least 10 characters."}
      />
      <TextField
        label="Hub name"
        name="hubName"
        optional
        autoComplete="organization"
        defaultValue={values?.hubName}
        error={fields?.hubName}
        help="What your team calls this place."
      />
      <Button type="submit" variant="accent" pending={pending} className="mt-1 h-9">
        Set up the hub
      </Button>
    </form>
  );
}
