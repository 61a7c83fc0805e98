import type { Metadata } from "next";
import { AuthCard } from "#components/auth/auth-card";
import { InviteForm } from "#components/auth/invite-form";
import { OtherAccount } from "#components/auth/other-account";
import { webDeps } from "#lib/api/web-deps";
import { currentMember } from "#lib/auth/current-member";
import { findInvite } from "#lib/auth/find-invite";

export const metadata: Metadata = { title: "Invite" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function InvitePage({ searchParams }: Props) {
  const { token } = await searchParams;
  const invite = typeof token === "string" ? await findInvite((await webDeps()).db, token) : null;
  if (!invite || typeof token !== "string")
    return (
      <AuthCard title="This invite is no longer good">
        <p className="text-dim">
          An invite works once and for 7 days, and a newer one takes its place. Ask an owner or
          admin of the hub for a new link.
        </p>
        <p className="mt-3">
          <a href="/login" className="font-medium text-accent underline underline-offset-2">
            Go to sign-in
          </a>
        </p>
      </AuthCard>
    );
  const { hubName, creator, role, email, account } = invite;
  const member = await currentMember();
  if (member && member.email.toLowerCase() !== email.toLowerCase())
    return (
      <AuthCard title={`Join ${hubName}`}>
        <OtherAccount signedInAs={member.email} invited={email} />
      </AuthCard>
    );
  return (
    <AuthCard
      title={`Join ${hubName}`}
      lead={`${creator} invites you to the hub in the role of ${role}.`}
    >
      <InviteForm
        token={token}
        email={email}
        ask={member ? "nothing" : account ? "password" : "account"}
      />
    </AuthCard>
  );
}
