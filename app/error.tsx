"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";

/** In the place of a page that broke. What the server's own failures are stands in its log alone. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main role="alert" className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<TriangleAlert />}
        title="This page could not be shown"
        action={
          <Button variant="accent" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        }
      >
        {error.digest
          ? `The server could not make it; its log says why, under ${error.digest}.`
          : `A part of it failed: ${error.message}`}
      </EmptyState>
    </main>
  );
}
