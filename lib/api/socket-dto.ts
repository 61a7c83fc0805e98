import type { ApiError } from "#lib/api/types";
import type { RuntimeLogLine } from "#lib/containers/runtime-ports";
import type { ConsoleEnd } from "#lib/containers/types";

export type StatsDto = {
  type: "stats";
  instance_id: string;
  /** 100 is one core fully used; null until it was counted over a second. */
  cpu_percent: number | null;
  memory_bytes: number | null;
  memory_limit_bytes: number | null;
};

export type LogLineDto = RuntimeLogLine;

/** What the server says on a socket, as JSON; a console's output comes as bytes beside it. */
export type SocketMessage =
  | StatsDto
  | { type: "lines"; lines: LogLineDto[] }
  /** A console is open: what is typed from now on reaches this shell. */
  | { type: "open"; shell: string }
  /** Nothing more comes: a log's instance was removed, a console has ended. */
  | { type: "end"; reason: ConsoleEnd | null }
  /** It could not be done, or goes on no further; the connection is closed. */
  | { type: "refused"; error: ApiError };

/** What a browser says on a console's socket beside the bytes that are typed. */
export type ConsoleMessage =
  | { type: "resize"; columns: number; rows: number }
  /** So many bytes of output are on the screen: more may be sent. */
  | { type: "shown"; bytes: number };
