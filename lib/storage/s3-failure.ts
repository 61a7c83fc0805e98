import { StalledError } from "#lib/storage/watched-attempt";

/** What is known of a failed S3 call. */
export type S3Failure = {
  /** HTTP status, or null when there was no answer. */
  status: number | null;
  /** The store's error code (`NoSuchKey`), or Node's (`ECONNRESET`). */
  code: string;
  /** The store's own words. */
  text: string;
  /** What `Retry-After` asked for, in milliseconds. */
  afterMs: number | null;
};

/** Reads an error of the SDK, of Node's network code or of the watchdog. */
export function readS3Failure(error: unknown): S3Failure {
  if (error instanceof StalledError) {
    return { status: null, code: "Stalled", text: error.message, afterMs: null };
  }
  const fields = fieldsOf(error);
  const response = fieldsOf(fields.$response);
  const status = fieldsOf(fields.$metadata).httpStatusCode ?? response.statusCode;
  const name = typeof fields.Code === "string" ? fields.Code : fields.name;
  return {
    status: typeof status === "number" ? status : null,
    code: String((status === undefined && fields.code) || name || "Error"),
    text: typeof fields.message === "string" ? fields.message : "",
    afterMs: readRetryAfter(fieldsOf(response.headers)["retry-after"]),
  };
}

/** Whatever was thrown, to be asked for its fields; `Object(undefined)` is an empty object. */
function fieldsOf(value: unknown): Record<string, unknown> {
  return Object(value);
}

/** `Retry-After` is in seconds or a date (RFC 9110, 10.2.3). */
function readRetryAfter(header: unknown): number | null {
  if (typeof header !== "string" || header.trim() === "") return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** Error codes with a status that would not be tried again otherwise. */
const passingCodes =
  /^(SlowDown|RequestTimeout|InternalError|ServiceUnavailable|OperationAborted|Throttling|ThrottlingException|TooManyRequests|BadDigest|XAmzContentSHA256Mismatch|IncompleteBody)$/;
const lastingNetworkCodes =
  /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_INVALID_|ERR_UNESCAPED|EPROTO|HPE_)/;

/**
 * Whether the same call may well succeed a little later. 503, 500, 408 and 429, resets, timeouts
 * and stalls are everyday life with B2; a 403 or 404 never becomes better by asking again.
 */
export function isPassing({ status, code }: S3Failure): boolean {
  if (status === null) return !lastingNetworkCodes.test(code);
  if (status === 401 || status === 403 || status === 404) return false;
  return status >= 500
    ? status !== 501 && status !== 507
    : status === 408 || status === 429 || passingCodes.test(code);
}
