import type { Metadata } from "next";
import { Members } from "#components/hub/members";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  await requireMember();
  return <Members />;
}
