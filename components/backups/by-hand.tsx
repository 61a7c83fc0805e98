import { CopyButton } from "#components/ui/copy-button";

const inOne = new Intl.ListFormat("en");

/** A line that restores a backup without Holdfast, and what it needs. */
export function ByHand({ command }: { command: string }) {
  const isBucket = command.includes("aws s3 cp");
  const needs = [
    isBucket &&
      "the aws command with the bucket's key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    command.includes("| zstd -d") && "zstd",
    "access to the container's Docker",
  ].filter((need) => need !== false);
  return (
    <>
      <div className="flex items-start gap-2 rounded-lg border border-line bg-inset p-3">
        <code className="min-w-0 flex-1 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {command}
        </code>
        <CopyButton words text={command} label="Copy the command that restores it" />
      </div>
      <p className="mt-1.5 text-sm text-dim">
        In bash, {isBucket ? "on any machine" : "on the machine that Holdfast runs on"}, with{" "}
        {inOne.format(needs)}. It runs the restore command that is set now, and may overwrite what
        is there.
      </p>
    </>
  );
}
