/** What an instance uses now, counted as `docker stats` does. */
export type InstanceStats = {
  /** 100 is one core fully used. Null at the first look: it is counted between two. */
  cpuPercent: number | null;
  /** Without the page cache that the kernel can take back. Null where the runtime does not count it. */
  memoryBytes: number | null;
  /** What it may use at most: its own limit, or all of the host's. */
  memoryLimitBytes: number | null;
};

/** One line that an instance wrote. */
export type RuntimeLogLine = {
  /** RFC 3339 with nanoseconds, as the runtime noted it. */
  time: string;
  /** A container with a terminal writes everything to stdout. */
  stream: "stdout" | "stderr";
  /** Without the line's end; ANSI escapes are left in. */
  text: string;
};

export type ConsoleSize = { columns: number; rows: number };

/** A shell with a terminal inside an instance. */
export type RuntimeConsole = {
  /** Its program: `bash`, `ash` or `sh`. */
  shell: string;
  /** What the terminal shows. Ends when the shell has, or the connection broke. */
  output: AsyncIterable<Uint8Array>;
  /** Resolves when the bytes are taken: whoever writes waits for it. */
  write(bytes: Uint8Array): Promise<void>;
  resize(size: ConsoleSize): Promise<void>;
  /** Asked after the output's end: whether the shell ended by itself. */
  hasExited(): Promise<boolean>;
  /** Lets go of the connection; the shell is ended by `endConsole`. */
  detach(): void;
};

/**
 * What the dashboard asks of whatever runs the containers, beside backups. Every failure is a
 * `Refusal` whose words a person can act on. A stream ends when its `signal` is aborted, without an
 * error; nobody reading it makes the runtime wait.
 */
export type ContainerRuntime = {
  /** About one a second while the instance runs. */
  stats(dockerId: string, signal: AbortSignal): AsyncIterable<InstanceStats>;
  /**
   * The log's last `tail` lines, and with `follow` each new one, across restarts of the instance,
   * until it is removed. Lines that came together are given together.
   */
  log(
    dockerId: string,
    options: { tail: number | "all"; follow: boolean; signal: AbortSignal },
  ): AsyncIterable<RuntimeLogLine[]>;
  /** `id` marks the shell and everything that is started from it. */
  openConsole(
    dockerId: string,
    console: { id: string; size: ConsoleSize },
  ): Promise<RuntimeConsole>;
  /** Ends whatever a console has left running; resolves when nothing of it is left. */
  endConsole(dockerId: string, id: string): Promise<void>;
  /** Bytes of each named volume that the runtime can measure; it may take a minute. */
  volumeSizes(): Promise<Map<string, number>>;
};
