import type { UploadPartCommand } from "@aws-sdk/client-s3";

/**
 * Makes the SDK sign with a SHA-256 that is known already, instead of hashing the body again (or,
 * for a stream over https, leaving it unsigned). The store compares it with what arrives.
 * `getPayloadHash` of `@smithy/signature-v4` takes the header when it is there.
 *
 * @param sha256 lower-case hex
 */
export function signWithHash(command: UploadPartCommand, sha256: string): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === "object" && request !== null && "headers" in request) {
        Object.assign(Object(request.headers), { "x-amz-content-sha256": sha256 });
      }
      return next(args);
    },
    { step: "build", name: "signWithHash" },
  );
}
