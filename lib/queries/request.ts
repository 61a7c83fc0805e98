import type { ApiError } from "#lib/api/types";

/** What the API answered instead of data; `problem.status` is 0 when it could not be reached. */
export class ApiFailure extends Error {
  readonly problem: ApiError;

  constructor(problem: ApiError) {
    super(problem.detail ? `${problem.title}. ${problem.detail}` : problem.title);
    this.name = "ApiFailure";
    this.problem = problem;
  }
}

type Options = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
};

const unreachable: ApiError = {
  status: 0,
  code: "unreachable",
  title: "Holdfast does not answer",
  detail: "Check that it is running and that you are connected, then try again.",
};

/** What the API says in an answer that is not good, or of one that says nothing. */
async function failureOf(response: Response): Promise<ApiFailure> {
  const answer: unknown = await response.json().catch(() => null);
  return new ApiFailure(
    isProblem(answer)
      ? answer.error
      : {
          status: response.status,
          code: `${response.status}.unknown`,
          title: `Holdfast answered with status ${response.status}`,
        },
  );
}

function isProblem(value: unknown): value is { error: ApiError } {
  return typeof value === "object" && value !== null && "error" in value && Boolean(value.error);
}

/**
 * Calls `/api/v1` with the session's cookie and answers the whole body (`{data, …}`).
 * Throws `ApiFailure`, or the abort reason when `signal` was aborted.
 */
export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const { method = "GET", body, signal } = options;
  const response = await reach(`/api/v1${path}`, {
    method,
    signal,
    headers: body === undefined ? undefined : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw await failureOf(response);
  return response.json().catch((error: unknown) => failReach(error, signal));
}

/**
 * Asks whether an address would be downloaded, so that a refusal is not the browser's to show.
 * Throws `ApiFailure` with the API's words when it would not.
 */
export async function requireDownload(address: string): Promise<void> {
  if ((await reach(address, { method: "HEAD" })).ok) return;
  // The answer to a HEAD holds no words.
  const response = await reach(address, {});
  if (!response.ok) throw await failureOf(response);
  await response.body?.cancel();
}

function reach(address: string, init: RequestInit): Promise<Response> {
  return fetch(address, init).catch((error: unknown) => failReach(error, init.signal));
}

function failReach(error: unknown, signal?: AbortSignal | null): never {
  if (signal?.aborted) throw error;
  throw new ApiFailure(unreachable);
}

/** What the API says of single fields, by their name; nothing for any other error. */
export function fieldErrors(error: unknown): Record<string, string> {
  return (error instanceof ApiFailure && error.problem.fields) || {};
}

/** The sentence to show for any error: the API's own words, or a plain one. */
export function explainError(error: unknown): string {
  return error instanceof ApiFailure ? error.message : "Something unexpected went wrong.";
}
