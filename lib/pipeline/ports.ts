import type { Readable, Writable } from "node:stream";

/** One part of a stored object as its record and manifest keep it. */
export type StoredPart = {
  /** 1-based; parts stand in the object in this order. */
  number: number;
  /** Bytes as stored. */
  size: number;
  /** SHA-256 of the stored bytes, lower-case hex. */
  sha256: string;
};

/** Names one version of one object. `versionId` is null where the store keeps no versions. */
export type ObjectRef = { key: string; versionId: string | null };

/** A part on its way out: the bytes lie in order in `body`, which belongs to the caller. */
export type OutgoingPart = StoredPart & { body: readonly Uint8Array[] };

/** An upload that has begun. Until `complete` resolves, no object stands under its key. */
export type Upload = {
  key: string;
  /** The store's own name for the upload, with which a sweep can abort it later. */
  uploadId: string;
  /** Sends one part and retries it; resolves when the store has accepted these very bytes. */
  putPart(part: OutgoingPart, signal: AbortSignal): Promise<void>;
  /** Makes the object of all accepted parts appear under its key. */
  complete(signal: AbortSignal): Promise<ObjectRef>;
  /** Forgets the upload and its parts. Safe to call twice, and after a failed `complete`. */
  abort(): Promise<void>;
};

export type ListedObject = ObjectRef & { size: number; modified: Date };
export type ListedUpload = { key: string; uploadId: string; started: Date };

/**
 * A bucket or a folder. Every method throws `StoreError` and nothing else (an aborted signal
 * rethrows its reason). Folder and S3 pass one shared contract test.
 */
export type ObjectStore = {
  limits: { minPartBytes: number; maxPartBytes: number; maxParts: number };
  startUpload(key: string, signal: AbortSignal): Promise<Upload>;
  /**
   * Stores a small object (a manifest, a probe) in one request. The key has to be one that nobody else
   * writes: a second try takes an object of that size for what the first has left.
   */
  putObject(key: string, body: Uint8Array, signal?: AbortSignal): Promise<ObjectRef>;
  /** Size in bytes and version, or null when the object (or that version of it) is not there. */
  headObject(
    ref: ObjectRef,
    signal?: AbortSignal,
  ): Promise<{ size: number; versionId: string | null } | null>;
  /**
   * Exactly `length` bytes from `start`; a short answer is an error, never a short result.
   * @param into a reused buffer of at least `length` bytes to read into; a view of it is returned.
   *   It is not touched any more once the call has settled.
   */
  readRange(
    ref: ObjectRef,
    range: { start: number; length: number },
    signal: AbortSignal,
    into?: Uint8Array,
  ): Promise<Uint8Array>;
  /** Deletes that version for good; deleting what is not there succeeds. */
  deleteObject(ref: ObjectRef, signal?: AbortSignal): Promise<void>;
  /** Current objects under the prefix, in key order. */
  listObjects(prefix: string, signal?: AbortSignal): AsyncIterable<ListedObject>;
  listUploads(prefix: string, signal?: AbortSignal): AsyncIterable<ListedUpload>;
  abortUpload(upload: { key: string; uploadId: string }): Promise<void>;
  /** Lets go of sockets and agents. */
  close(): void;
};

/** How a command ended. Only a read exit code is `exited`. */
export type CommandExit = { kind: "exited"; code: number } | { kind: "unknown"; reason: string };

/** A command running inside an instance: `{streams, completion, abort}`. */
export type CommandProcess = {
  /** The command's stdout with real back-pressure: a reader that stops, stops the command. */
  stdout: Readable;
  /** Null unless the command was started with stdin. `end()` half-closes it: the command sees EOF. */
  stdin: Writable | null;
  /** Process id inside the container once known; null for an image without a shell. */
  pid: Promise<number | null>;
  /** Resolves after both outputs ended and the exit code was read (or could not be). Never rejects. */
  completion: Promise<CommandExit>;
  /** Kills the command's whole process group (TERM, then KILL); resolves when none of it is left. */
  abort(): Promise<void>;
};

export type CompressionName = "zstd" | "none";

/** Everything needed to read an object back and to check it. */
export type StoredObject = ObjectRef & {
  /** Bytes as stored. */
  size: number;
  /** Bytes the command wrote to stdout. */
  originalSize: number;
  compression: CompressionName;
  /** The object's own hash, made from the parts' hashes as the manifest explains. */
  sha256: string;
  parts: StoredPart[];
};

/** Counted so far, both in bytes. */
export type TransferProgress = { originalBytes: number; storedBytes: number };
