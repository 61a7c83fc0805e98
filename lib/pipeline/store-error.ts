/** What a store can say no with. Each has words of its own for the person who reads them. */
export type StoreErrorCode =
  | "unreachable" // no answer, reset, or 5xx after every retry
  | "stalled" // connected, but no bytes moved until the watchdog ran out
  | "refused" // 401/403: the key is wrong or lacks a capability
  | "bucket-missing" // the bucket or folder is not there
  | "not-found" // the object or its version is not there
  | "full" // no space, quota or cap reached
  | "too-large" // the object cannot be held in the store's parts
  | "damaged" // bytes read are not the bytes that were stored
  | "misconfigured"; // wrong endpoint, region or setting

/**
 * A store's failure, with the vendor's own words kept for the log.
 * `message` is fit to show; `detail` names the call and the vendor's code.
 */
export class StoreError extends Error {
  override name = "StoreError";
  readonly code: StoreErrorCode;
  readonly detail: string;
  readonly status: number | null;

  constructor(
    code: StoreErrorCode,
    message: string,
    extra: { detail?: string; status?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: extra.cause });
    this.code = code;
    this.detail = extra.detail ?? "";
    this.status = extra.status ?? null;
  }
}
