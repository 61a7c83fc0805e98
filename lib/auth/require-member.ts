import "server-only";
import { redirect } from "next/navigation";
import { currentMember } from "#lib/auth/current-member";

/** The signed-in member, or the sign-in page. Every page of the dashboard asks for itself. */
export async function requireMember() {
  const member = await currentMember();
  if (!member) redirect("/login");
  return member;
}
