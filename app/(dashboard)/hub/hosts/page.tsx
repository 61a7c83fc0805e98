import type { Metadata } from "next";
import { Hosts } from "#components/hub/hosts";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Hosts" };

export default async function HostsPage() {
  await requireMember();
  return <Hosts />;
}
