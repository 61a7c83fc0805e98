import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "#components/auth/auth-card";
import { DemoAccount } from "#components/auth/demo-account";
import { SignInForm } from "#components/auth/sign-in-form";
import { WhereTheLinkIs } from "#components/auth/where-the-link-is";
import { isDemo } from "#lib/api/is-demo";
import { webDeps } from "#lib/api/web-deps";
import { currentMember } from "#lib/auth/current-member";
import { demoEmail } from "#lib/auth/demo-owner";
import { safeNext } from "#lib/auth/safe-next";
import { hasUsers } from "#lib/auth/setup-link";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: Props) {
  const next = safeNext((await searchParams).next);
  if (await currentMember()) redirect("/");
  if (!(await hasUsers((await webDeps()).db)))
    return (
      <AuthCard title="This hub isn't set up yet">
        <WhereTheLinkIs />
      </AuthCard>
    );
  return (
    <AuthCard title="Sign in">
      <SignInForm next={next} />
      {isDemo() && <DemoAccount email={demoEmail} />}
    </AuthCard>
  );
}
