import { z } from "zod";
import type { ApiError } from "#lib/api/types";
import { CommandSyntaxError } from "#lib/backups/commands/parse-command";
import { explainFailure, RunError } from "#lib/backups/failure";
import { Refusal, type RefusalCode } from "#lib/hubs/refusal";
import { StoreError } from "#lib/pipeline/store-error";

/** A failure with its HTTP status, as the API answers it. */
export class HttpFailure extends Error {
  override name = "HttpFailure";
  readonly error: ApiError;

  constructor(
    status: number,
    code: string,
    title: string,
    more: Pick<ApiError, "detail" | "fields"> = {},
  ) {
    super(title);
    this.error = { status, code, title, ...more };
  }
}

const refusals: Record<RefusalCode, { status: number; code: string; title: string }> = {
  "not-found": { status: 404, code: "404", title: "Not found" },
  "invalid-state": { status: 403, code: "403.invalid-state", title: "Not possible now" },
  "invalid-argument": { status: 422, code: "422.invalid-argument", title: "Invalid argument" },
  duplicate: { status: 409, code: "409.duplicate-found", title: "Already there" },
  forbidden: { status: 403, code: "403.permissions", title: "Not allowed" },
};

/** `{data, …}` with a status. */
export function answer(body: { data: unknown } & Record<string, unknown>, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** Any error as the API's envelope; an unknown one is written to the log and never shown. */
export function answerError(error: unknown): Response {
  const failure = toApiError(error);
  if (failure.status === 500) console.error("api:", error);
  return Response.json(
    { error: failure, data: null },
    { status: failure.status, headers: { "cache-control": "no-store" } },
  );
}

function toApiError(error: unknown): ApiError {
  if (error instanceof HttpFailure) return error.error;
  if (error instanceof Refusal) {
    const { status, code, title } = refusals[error.code];
    return {
      status,
      code: error.code === "not-found" && error.subject ? `${code}.${error.subject}` : code,
      title,
      detail: error.message,
      ...(error.fields ? { fields: error.fields } : {}),
    };
  }
  if (error instanceof z.ZodError) {
    const fields = Object.fromEntries(
      error.issues.map((issue) => [issue.path.join("."), issue.message]),
    );
    const missing = error.issues.every(
      (issue) => issue.code === "invalid_type" && issue.message.endsWith("received undefined"),
    );
    return {
      status: 422,
      code: missing ? "422.missing-argument" : "422.invalid-argument",
      title: missing ? "An argument is missing" : "Invalid argument",
      detail: error.issues
        .map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`)
        .join("; "),
      fields,
    };
  }
  if (error instanceof CommandSyntaxError) {
    return {
      status: 422,
      code: "422.invalid-argument",
      title: "Invalid argument",
      detail: error.message,
    };
  }
  // A bucket that cannot be read has words of its own, with the next step to take.
  if (error instanceof StoreError || error instanceof RunError) {
    const { status, code, title } = refusals["invalid-state"];
    return { status, code, title, detail: explainFailure(error).message };
  }
  return {
    status: 500,
    code: "500.unknown",
    title: "Something unexpected went wrong",
    detail: "The server's output has the details. Try again.",
  };
}
