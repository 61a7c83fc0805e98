import { Button } from "#components/ui/button";
import { Bytes } from "#components/ui/bytes";
import { Chip } from "#components/ui/chip";
import { Pill } from "#components/ui/pill";
import { RelativeTime } from "#components/ui/relative-time";
import type { UnknownObjectDto } from "#lib/api/sweep-dto";

type Props = {
  object: UnknownObjectDto;
  /** Left out for who may not. */
  onImport: (() => void) | undefined;
  isBusy: boolean;
};

const fileName = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** One unknown object: what its manifest says, or why it stays what it is. */
export function UnknownObjectRow({ object, onImport, isBusy }: Props) {
  const { backup, path, size, modified, problem, importing } = object;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3.5 py-2.5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {backup && (
            <>
              <span className="font-semibold [overflow-wrap:anywhere]">{backup.container}</span>
              <Chip>{backup.environment}</Chip>
            </>
          )}
          <span className="text-sm text-dim">
            <Bytes value={size} />,{" "}
            <RelativeTime at={backup?.created ?? modified} className="lowercase" />
          </span>
        </p>
        <p className="font-mono text-sm text-faint [overflow-wrap:anywhere]">{path}</p>
        {problem && <p className="text-sm text-warn">{problem}</p>}
      </div>
      {importing ? (
        <Pill tone="run" shape="ring">
          Importing
        </Pill>
      ) : (
        backup &&
        onImport && (
          <Button
            size="sm"
            disabled={isBusy}
            aria-label={`Import ${fileName(path)}`}
            onClick={onImport}
          >
            Import
          </Button>
        )
      )}
    </li>
  );
}
