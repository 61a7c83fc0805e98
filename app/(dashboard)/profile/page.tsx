import type { Metadata } from "next";
import { Profile } from "#components/account/profile";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  await requireMember();
  return <Profile />;
}
