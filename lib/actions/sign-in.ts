"use server";

import { redirect } from "next/navigation";
import { formAction } from "#lib/actions/action";
import { safeNext } from "#lib/auth/safe-next";
import { signInInput } from "#lib/auth/sign-in-input";
import { startSession, webSignIn } from "#lib/auth/web-sign-in";

const input = signInInput.extend({ next: signInInput.shape.email.optional().catch(undefined) });

/** Signs this browser in and goes to `next`, or home. */
export const signIn = formAction(input, async ({ email, password, next }) => {
  await startSession(await webSignIn({ email, password }));
  redirect(safeNext(next));
});
