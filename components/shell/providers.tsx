"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { LiveEvents } from "#components/shell/live-events";
import { loadPart } from "#components/ui/load-part";
import { ApiFailure } from "#lib/queries/request";

// Nothing is said before a first act: it can come after the page.
const Toasts = dynamic(
  () => loadPart(() => import("#components/shell/toasts").then((file) => file.Toasts)),
  {
    ssr: false,
  },
);

/** A session that has ended leads to the sign-in page, and from there back here. */
function onError(error: Error) {
  if (!(error instanceof ApiFailure) || error.problem.status !== 401) return;
  const from = window.location.pathname + window.location.search;
  window.location.assign(`/login?next=${encodeURIComponent(from)}`);
}

/** Not reached (a browser drops requests while the machine's networks change), or the server's fault. */
const mayPass = (status: number) => status === 0 || status >= 500;

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // What the browser takes for being offline says nothing of a server at home; and an act that waits
      // for the network would be done minutes after it was given up.
      mutations: { networkMode: "always" },
      queries: {
        networkMode: "always",
        staleTime: 30_000,
        retry: (count, error) =>
          count < 2 && (!(error instanceof ApiFailure) || mayPass(error.problem.status)),
      },
    },
  });
}

export function Providers({ madeAt, children }: { madeAt: number; children: ReactNode }) {
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={client}>
      <LiveEvents madeAt={madeAt}>{children}</LiveEvents>
      <Toasts />
    </QueryClientProvider>
  );
}
