"use client";

import { signOut } from "next-auth/react";
import { Button } from "#components/ui/button";

/** The link is somebody else's: it is not used up by who happens to be signed in. */
export function OtherAccount({ signedInAs, invited }: { signedInAs: string; invited: string }) {
  return (
    <>
      <p className="text-dim [overflow-wrap:anywhere]">
        You are signed in as {signedInAs}, and this invite is for {invited}. Sign out to accept it.
      </p>
      <Button
        variant="accent"
        className="mt-4 h-9 w-full"
        onClick={() => void signOut({ callbackUrl: location.pathname + location.search })}
      >
        Sign out and accept it
      </Button>
    </>
  );
}
