"use client";

import { useActionState } from "react";
import { PasswordField } from "#components/auth/password-field";
import { useFocusOnFailure } from "#components/auth/use-focus-on-failure";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { TextField } from "#components/ui/text-field";
import { signIn } from "#lib/actions/sign-in";

/** Works before its script has loaded, too. `next` is where to go afterwards. */
export function SignInForm({ next }: { next: string }) {
  const [state, submit, pending] = useActionState(signIn, {});
  const form = useFocusOnFailure(state);
  return (
    <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      {state.message && (
        <Notice tone="bad" role="alert">
          {state.message}
        </Notice>
      )}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        defaultValue={state.values?.email}
        error={state.fields?.email}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        error={state.fields?.password}
      />
      <Button type="submit" variant="accent" pending={pending} className="mt-1 h-9">
        Sign in
      </Button>
    </form>
  );
}
