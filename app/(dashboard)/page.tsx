import type { Metadata } from "next";
import { Overview } from "#components/overview/overview";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  await requireMember();
  return <Overview />;
}
