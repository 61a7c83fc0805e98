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

function isProblem(value: unknown): value is { error: ApiError } {
  return typeof value === "object" && value !== null && "error" in value && Boolean(value.error);
}

/**
 * Calls `/api/v1` with the session's cookie and answers the whole body (`{data, …}`).
 * Throws `ApiFailure`, or the abort reason when `signal` was aborted.
 */
export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const { method = "GET", body, signal } = options;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      signal,
      headers: body === undefined ? undefined : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure(unreachable);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok || isProblem(answer)) {
    throw new ApiFailure(
      isProblem(answer)
        ? answer.error
        : {
            status: response.status,
            code: `${response.status}.unknown`,
            title: `Holdfast answered with status ${response.status}`,
          },
    );
  }
  return answer as T;
}

/** The sentence to show for any error: the API's own words, or a plain one. */
export function explainError(error: unknown): string {
  return error instanceof ApiFailure ? error.message : "Something unexpected went wrong.";
}
