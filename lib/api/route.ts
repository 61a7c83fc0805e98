import "server-only";
import type { z } from "zod";
import { admitMember } from "#lib/api/admit-member";
import { answerError, HttpFailure } from "#lib/api/answer";
import { readJson } from "#lib/api/read-body";
import { type WebDeps, webDeps } from "#lib/api/web-deps";
import type { Capability } from "#lib/auth/capabilities";
import { currentVisitor, type Member } from "#lib/auth/current-member";
import { isFromAnotherSite } from "#lib/auth/from-another-site";
import type { Asking } from "#lib/auth/hold-members";
import type { Actor } from "#lib/backups/types";

type Shape = z.ZodType | undefined;
type Out<S extends Shape> = S extends z.ZodType ? z.infer<S> : undefined;

export type RouteInput<P extends Shape, Q extends Shape, B extends Shape> = {
  member: Member;
  actor: Actor;
  /** The same with the role, for what the rules of roles judge. */
  asking: Asking;
  deps: WebDeps;
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  request: Request;
};

/**
 * Wraps a route handler so that each call checks session, hub (`X-Hub-Id`), capability and input by
 * itself, and answers errors in the API's envelope. `capability` null means any member.
 */
export function route<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  spec: { capability: Capability | null; params?: P; query?: Q; body?: B },
  handle: (input: RouteInput<P, Q, B>) => Promise<Response>,
): (request: Request, context: { params: Promise<unknown> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const member = admitMember(await currentVisitor(), request.headers, spec.capability);
      if (request.method !== "GET" && isFromAnotherSite(request.headers)) {
        throw new HttpFailure(403, "403.permissions", "Not allowed", {
          detail: "This request came from another site.",
        });
      }
      const query = Object.fromEntries(new URL(request.url).searchParams);
      return await handle({
        member,
        actor: { id: member.userId, name: member.name },
        asking: { id: member.userId, name: member.name, role: member.role },
        deps: await webDeps(),
        params: parse(spec.params, await context.params),
        query: parse(spec.query, query),
        body: parse(spec.body, spec.body && (await readJson(request))),
        request,
      });
    } catch (error) {
      return answerError(error);
    }
  };
}

function parse<S extends Shape>(shape: S | undefined, value: unknown): Out<S> {
  // A missing schema takes nothing; the cast only says so to the compiler.
  return (shape ? shape.parse(value) : undefined) as Out<S>;
}
