const fed = `
m=$1
shift
echo "$m $$" >&2
read -r _ || exit 125
exec 3>&2 2>/dev/null
(exec "$@") 2>&3 3>&-
code=$?
echo "$m $code"
exit $code
`;

/**
 * The words that run a command which reads stdin, behind a shell that first tells its process id on
 * stderr and waits for a line on stdin: Docker does not tell a process id inside the container, and
 * an exec leads its own session and process group, so this id is what can be signalled later. Without
 * the wait, a flood on stdout could stand before the id and hold it back for ever.
 *
 * The shell stays and writes a last line into stdout when the command has ended: a connection that
 * breaks looks like the end of its stdin to the command, which may then succeed with half of it.
 * Only who has seen that line knows that the command ended with the connection whole.
 *
 * @param marker one word that nothing else writes
 */
export function fedCommand(marker: string, argv: readonly string[]): string[] {
  return ["/bin/sh", "-c", fed, "sh", marker, ...argv];
}

const tracked = `
m=$1
shift
echo "$m $$" >&2
read -r _ || exit 125
exec 3>&2 2>/dev/null
(exec "$@") </dev/null 2>&3 3>&-
code=$?
echo "$m $code"
read -r _
exit $code
`;

/**
 * The same for a command that reads nothing and whose whole output is wanted. Docker cuts output off, without a word and
 * with the exit code untouched, when a command has exited and its last 64 KiB were not taken within
 * 2 s (seen on 20.10; `ProcessEvent` in moby's daemon/monitor.go): so the shell stays, writes a last
 * line into stdout behind everything the command wrote, and exits only when that line has arrived
 * here and is answered on stdin. What it would say itself about a killed command is dropped.
 */
export function trackedCommand(marker: string, argv: readonly string[]): string[] {
  return ["/bin/sh", "-c", tracked, "sh", marker, ...argv];
}

export type MarkerFilter = {
  push(chunk: Buffer): void;
  /** Gives what was held back; no marker comes any more. */
  end(): void;
};

/**
 * Takes the marker's first line out of stderr, wherever it is split. What a shell says before it (a
 * warning about the locale) passes.
 */
export function createMarkerFilter(
  marker: string,
  onStderr: (chunk: Buffer) => void,
  onPid: (pid: number) => void,
): MarkerFilter {
  const sought = Buffer.from(`${marker} `);
  let held: Buffer | null = Buffer.alloc(0);

  const search = (bytes: Buffer) => {
    const at = bytes.indexOf(sought);
    if (at === -1) {
      // A marker may have begun in the last bytes.
      const safe = Math.max(0, bytes.length - sought.length + 1);
      if (safe > 0) onStderr(bytes.subarray(0, safe));
      held = bytes.subarray(safe);
      return;
    }
    if (at > 0) onStderr(bytes.subarray(0, at));
    const line = bytes.subarray(at);
    const end = line.indexOf(0x0a);
    if (end === -1) {
      held = line;
      return;
    }
    held = null;
    onPid(Number(line.toString("latin1", sought.length, end)));
    if (line.length > end + 1) onStderr(line.subarray(end + 1));
  };

  return {
    push(chunk) {
      if (held === null) onStderr(chunk);
      else search(held.length === 0 ? chunk : Buffer.concat([held, chunk]));
    },
    end() {
      if (held !== null && held.length > 0) onStderr(held);
      held = null;
    },
  };
}
