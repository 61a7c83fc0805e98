"use server";

import { redirect } from "next/navigation";
import { formAction } from "#lib/actions/action";
import { acceptInput } from "#lib/auth/accept-invite";
import { startSession, webAcceptInvite } from "#lib/auth/web-sign-in";

/** Makes whoever holds an invite's link a member, signs them in and goes home. */
export const acceptInvite = formAction(acceptInput, async (input) => {
  await startSession(await webAcceptInvite(input));
  redirect("/");
});
