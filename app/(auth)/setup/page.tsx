import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "#components/auth/auth-card";
import { SetupForm } from "#components/auth/setup-form";
import { WhereTheLinkIs } from "#components/auth/where-the-link-is";
import { webDeps } from "#lib/api/web-deps";
import { hasUsers, isSetupLinkOpen } from "#lib/auth/setup-link";

export const metadata: Metadata = { title: "Set up" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const { db } = await webDeps();
  if (await hasUsers(db)) redirect("/login");
  if (typeof token === "string" && (await isSetupLinkOpen(db, token)))
    return (
      <AuthCard title="Set up your hub" lead="You become its owner. You can add others later.">
        <SetupForm token={token} />
      </AuthCard>
    );
  return (
    <AuthCard title={token ? "This set-up link is no longer good" : "A set-up link is needed"}>
      <WhereTheLinkIs />
    </AuthCard>
  );
}
