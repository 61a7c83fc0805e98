"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formAction } from "#lib/actions/action";
import { webDeps } from "#lib/api/web-deps";
import { claimHub } from "#lib/auth/claim-hub";
import { ownerInput } from "#lib/auth/owner-input";
import { startSession } from "#lib/auth/web-sign-in";

/** Sets up a fresh install with its link, signs its owner in and goes home. */
export const setUpHub = formAction(
  ownerInput.extend({ token: z.string().max(200) }),
  async (input) => {
    await startSession(await claimHub((await webDeps()).db, input));
    redirect("/");
  },
);
