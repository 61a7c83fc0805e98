"use client";

/**
 * In the place of a page that broke. What the server's own failures are stands in its log alone. Plain
 * elements: every page brings this along, and it must stand when nothing else can be fetched.
 */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main role="alert" className="grid min-h-dvh place-content-center gap-4 px-6 text-center">
      <h1 className="text-lg">This page could not be shown</h1>
      <p className="max-w-[56ch] text-dim text-pretty">
        {error.digest
          ? `The server could not make it; its log says why, under ${error.digest}.`
          : `A part of it failed: ${error.message}`}
      </p>
      <button
        type="button"
        onClick={() => window.location.reload()}
        className="h-8 justify-self-center rounded-md bg-accent px-3 font-semibold text-on-accent hover:bg-accent-hover"
      >
        Reload the page
      </button>
    </main>
  );
}
