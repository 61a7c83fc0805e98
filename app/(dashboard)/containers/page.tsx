import { requireMember } from "#lib/auth/require-member";

/** Nothing is open over the list. */
export default async function ContainersPage() {
  await requireMember();
  return null;
}
