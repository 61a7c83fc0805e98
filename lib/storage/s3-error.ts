import { StoreError } from "#lib/pipeline/store-error";
import { isPassing, readS3Failure, type S3Failure } from "#lib/storage/s3-failure";

/** Turns what a call threw into a `StoreError`; `call` is the S3 operation's name. */
export function toStoreError(error: unknown, call: string): StoreError {
  if (error instanceof StoreError) return error;
  const failure = readS3Failure(error);
  const [code, message] = judge(failure);
  const status = failure.status === null ? "" : ` ${failure.status}`;
  return new StoreError(code, message, {
    // What comes after the first line is for whoever debugs the SDK.
    detail: `${call}:${status} ${failure.code}: ${failure.text.split("\n", 1)[0]}`,
    status: failure.status,
    cause: error,
  });
}

function judge(failure: S3Failure): [StoreError["code"], string] {
  const { status, code, text } = failure;
  if (isFull(failure)) {
    return ["full", "The bucket's storage cap or quota is reached. Raise it, or delete backups."];
  }
  switch (code) {
    case "Stalled":
      return ["stalled", `The store took no bytes any more. ${text}`];
    case "NoSuchBucket":
      return ["bucket-missing", "The bucket is not there. Check its name and the endpoint."];
    case "NoSuchKey":
    case "NoSuchVersion":
    case "NoSuchUpload":
    case "NotFound":
      return ["not-found", "The object is not in the bucket any more."];
    case "InvalidAccessKeyId":
      return ["refused", "The store does not know this key ID. Check the key ID and the region."];
    case "SignatureDoesNotMatch":
      return ["refused", "The secret does not fit the key ID. Enter the key again."];
    case "RequestTimeTooSkewed":
      return ["misconfigured", "This machine's clock is wrong. Set it, for instance by NTP."];
    case "PermanentRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraintException":
      return [
        "misconfigured",
        `The region or endpoint is not the bucket's. The store said: ${text}`,
      ];
    case "EntityTooLarge":
      return ["too-large", "The object is larger than the store takes."];
    case "InvalidRange":
      return ["damaged", "The object in the bucket is shorter than its record says."];
    case "InvalidPart":
    case "InvalidPartOrder":
      return ["damaged", "The store lost a part of the upload."];
    case "BadDigest":
    case "XAmzContentSHA256Mismatch":
      return ["damaged", "The bytes changed on the way to the store, again and again."];
    case "ENOTFOUND":
      return [
        "unreachable",
        "The endpoint's name cannot be found. Check it, and this machine's DNS.",
      ];
  }
  if (status === 401 || status === 403) {
    return [
      "refused",
      "The store refused the key: it may lack a capability. Verify the integration.",
    ];
  }
  if (status === 404) return ["not-found", "The object is not in the bucket any more."];
  if (status !== null && status < 300 && code === "Error") {
    return ["unreachable", "The store's answer broke off, or is not what S3 answers."];
  }
  if (status !== null && !isPassing(failure)) {
    return ["misconfigured", `The store did not accept the request: ${text || code}`];
  }
  if (status === null && !isPassing(failure)) {
    return ["misconfigured", `The endpoint does not speak as S3 should: ${text || code}`];
  }
  return status === null
    ? ["unreachable", `The store does not answer (${code}).`]
    : ["unreachable", `The store answers with errors (${status} ${code}).`];
}

/**
 * B2 says that a cap is reached with a 403 and words of its own; others use codes such as
 * `QuotaExceeded` (Ceph) or `XMinioStorageFull`, or HTTP 507.
 */
function isFull({ status, code, text }: S3Failure): boolean {
  return (
    status === 507 ||
    /quota|storagefull|insufficientcapacity|insufficientstorage/i.test(code) ||
    /cap[ _]exceeded|storage_cap|quota (is |was )?exceeded/i.test(`${code} ${text}`)
  );
}
