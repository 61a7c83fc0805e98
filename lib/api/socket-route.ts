import type { z } from "zod";
import type { LiveSocket } from "#lib/api/live-socket";
import type { SocketDeps } from "#lib/api/socket-deps";
import type { Capability } from "#lib/auth/capabilities";
import type { Member } from "#lib/auth/find-member";
import type { Actor } from "#lib/backups/types";

type Checked = { deps: SocketDeps; member: Member };

/** Serves an open connection; resolves when it has nothing more to say. */
export type Serve = (socket: LiveSocket) => Promise<void>;

export type SocketRoute = {
  /** Under `/api/`, with `[names]` as in a folder of Next's. */
  path: string;
  capability: Capability;
  /** Looks at what is asked for; what it throws refuses the handshake. */
  prepare(
    checked: Checked,
    given: { params: Record<string, string>; query: Record<string, string> },
  ): Promise<Serve>;
};

/**
 * A WebSocket's route, the counterpart of `route`. Session, hub, capability and the asking page's
 * origin are checked before (`createUpgradeHandler`), input here, all before the connection is taken.
 */
export function socketRoute<P extends z.ZodType, Q extends z.ZodType>(
  spec: { path: string; capability: Capability; params: P; query: Q },
  prepare: (
    input: Checked & { actor: Actor; params: z.infer<P>; query: z.infer<Q> },
  ) => Promise<Serve>,
): SocketRoute {
  const { path, capability } = spec;
  return {
    path,
    capability,
    prepare: ({ deps, member }, given) =>
      prepare({
        deps,
        member,
        actor: { id: member.userId, name: member.name },
        params: spec.params.parse(given.params),
        query: spec.query.parse(given.query),
      }),
  };
}

/** The values of a path's `[names]` when an address is one of a route's, else null. */
export function matchPath(path: string, pathname: string): Record<string, string> | null {
  const wanted = `/api/${path}`.split("/");
  const given = pathname.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\[(\w+)\]$/.exec(part)?.[1];
    if (name) params[name] = given[index] ?? "";
    else if (part !== given[index]) return null;
  }
  return params;
}
