/** Where a person finds the set-up link, or gets a new one. */
export function WhereTheLinkIs() {
  return (
    <div className="flex flex-col gap-3 text-dim">
      <p>
        The set-up link stands in the terminal that ran{" "}
        <code className="whitespace-nowrap rounded-sm bg-inset px-1 py-px font-mono text-text">
          npm start
        </code>
        . Open it in this browser.
      </p>
      <p>
        A link works once and for a limited time. For a new one, stop Holdfast with{" "}
        <kbd className="rounded-sm border border-line bg-inset px-1 font-mono text-sm text-text">
          Ctrl+C
        </kbd>{" "}
        and start it again.
      </p>
    </div>
  );
}
