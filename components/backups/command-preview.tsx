import { readCommand } from "#components/backups/read-command";

const forms = {
  shell: "Run by a shell in the container: its environment variables substitute.",
  words: "Run as it is, without a shell: nothing substitutes.",
  "literal-shell": "Run by a shell for its redirects and pipes; every $ stays as it is written.",
} as const;

/** What will really be run, and how, in words. */
export function CommandPreview({ command }: { command: string }) {
  const read = readCommand(command);
  if (!read.ok) return null;
  const { form, argv } = read.parsed;
  const isShell = form !== "words";
  const words = argv.map((word, at) => ({ word, at }));
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-inset">
      <div className="max-h-48 overflow-auto px-3 py-2 font-mono text-sm">
        {isShell ? (
          <>
            <span className="text-faint">{argv.slice(0, 2).join(" ")} </span>
            <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{argv[2]}</span>
          </>
        ) : (
          <span className="flex flex-wrap gap-1">
            {words.map(({ word, at }) => (
              <span
                key={at}
                className="rounded-sm bg-hover px-1 whitespace-pre-wrap [overflow-wrap:anywhere]"
              >
                {word === "" ? "''" : word}
              </span>
            ))}
          </span>
        )}
      </div>
      <p className="border-t border-line-soft px-3 py-1.5 text-sm text-dim">{forms[form]}</p>
    </div>
  );
}
