import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "#components/auth/auth-card";
import { buttonClass } from "#components/ui/button";

export const metadata: Metadata = { title: "No such page" };

/** Next's own page for it has a style that our policy forbids, and says little. */
export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-100 flex-col justify-center px-4 py-10">
      <AuthCard
        title="There is no such page"
        lead="The address may be mistyped, or the page may have moved."
      >
        <Link href="/" className={buttonClass("accent")}>
          Go to the overview
        </Link>
      </AuthCard>
    </main>
  );
}
