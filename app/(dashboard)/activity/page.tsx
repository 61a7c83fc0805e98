import type { Metadata } from "next";
import { ActivityLog } from "#components/activity/activity-log";
import { requireMember } from "#lib/auth/require-member";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage() {
  await requireMember();
  return <ActivityLog />;
}
