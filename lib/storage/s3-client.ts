import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { S3Client } from "@aws-sdk/client-s3";
import { backblazeEndpoint } from "#lib/integrations/backblaze-endpoint";
import type { IntegrationSettings } from "#lib/integrations/types";
import { StoreError } from "#lib/pipeline/store-error";
import type { Destination } from "#lib/storage/direct-connection";
import { DirectReadHandler } from "#lib/storage/direct-read-handler";
import { defaultRetry, type RetryPolicy, withRetry } from "#lib/storage/retry";
import { toStoreError } from "#lib/storage/s3-error";
import { isPassing, readS3Failure } from "#lib/storage/s3-failure";
import { type Attempt, watchedAttempt } from "#lib/storage/watched-attempt";

export type S3Settings = Exclude<IntegrationSettings, { vendor: "folder" }>;

export type S3Options = {
  retry: RetryPolicy;
  /** A part or a read in which no byte moves for so long is dropped and tried again. */
  idleMs: number;
};

export const defaultS3Options: S3Options = { retry: defaultRetry, idleMs: 60_000 };

/** One bucket to call: client, name, and the way each call is tried, watched and explained. */
export type S3Bucket = {
  client: S3Client;
  name: string;
  options: S3Options;
  /**
   * Makes a call until it succeeds or is known to be useless. `idleTimes` allows so many times the
   * idle time, for calls that answer only when all their work is done.
   */
  call<T>(
    name: string,
    signal: AbortSignal | undefined,
    run: (attempt: Attempt, tried: number) => Promise<T>,
    idleTimes?: number,
  ): Promise<T>;
  /** Lets the body of the request that is sent with this signal go straight to where it belongs. */
  announce(signal: AbortSignal, destination: Destination): void;
  close(): void;
};

/** The SDK warns on the console of each failed try; ours says what matters when it gives up. */
const nothing = () => undefined;
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/** More than any transfer's parts in flight, so that a call never waits for a socket. */
const maxSockets = 64;

/**
 * Opens a bucket. The SDK sends each request once: retries are ours, with a watchdog. Checksums
 * only where S3 demands them, since B2 has refused the CRC headers of the SDK's default, and no
 * `Expect: 100-continue`, for which the SDK's handler would open a new connection per part.
 */
export function openS3Bucket(
  settings: S3Settings,
  secret: string,
  options: S3Options = defaultS3Options,
): S3Bucket {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets });
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets });
  const b2 = settings.vendor === "backblaze-b2";
  const endpoint = settings.endpoint ?? (b2 ? backblazeEndpoint(settings.region) : undefined);
  const handler = new DirectReadHandler({ httpAgent, httpsAgent, connectionTimeout: 20_000 });
  const client = new S3Client({
    region: settings.region,
    endpoint,
    forcePathStyle: b2 || settings.pathStyle,
    credentials: { accessKeyId: settings.keyId, secretAccessKey: secret },
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    expectContinueHeader: false,
    logger: silent,
    requestHandler: handler,
  });
  return {
    client,
    name: settings.bucket,
    options,
    async call(name, signal, run, idleTimes = 1) {
      try {
        return await withRetry(
          options.retry,
          signal,
          (tried) =>
            watchedAttempt(signal, options.idleMs * idleTimes, (attempt) => run(attempt, tried)),
          (error) => {
            if (error instanceof StoreError) return { retry: false, afterMs: null };
            const failure = readS3Failure(error);
            return { retry: isPassing(failure), afterMs: failure.afterMs };
          },
        );
      } catch (error) {
        signal?.throwIfAborted();
        throw toStoreError(error, name);
      }
    },
    announce: (signal, destination) => handler.announce(signal, destination),
    close() {
      client.destroy();
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
