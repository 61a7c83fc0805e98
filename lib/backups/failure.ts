import type { FailureCode, RunFailure } from "#lib/backups/types";
import { StoreError, type StoreErrorCode } from "#lib/pipeline/store-error";

/** Thrown inside a run with the words a person will read. */
export class RunError extends Error {
  override name = "RunError";
  readonly code: FailureCode;
  readonly exitCode: number | null;

  constructor(code: FailureCode, message: string, exitCode: number | null = null) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
  }
}

const storeCodes: Record<StoreErrorCode, FailureCode> = {
  unreachable: "store-unreachable",
  stalled: "store-stalled",
  refused: "store-refused",
  "bucket-missing": "store-missing",
  "not-found": "object-gone",
  full: "store-full",
  "too-large": "store-too-large",
  damaged: "object-damaged",
  misconfigured: "store-misconfigured",
};

const storeNextStep: Record<StoreErrorCode, string> = {
  unreachable: "Check the integration's endpoint and the network, then try again.",
  stalled:
    "The bucket stopped taking bytes. Try again; if it repeats, check the vendor's status page.",
  refused: "Verify the integration: it names the capability the key lacks.",
  "bucket-missing": "Create the bucket, or correct its name in the integration.",
  "not-found": "The object was removed outside Holdfast. Delete this backup and make a new one.",
  full: "Free space, raise the vendor's cap, or delete old backups, then try again.",
  "too-large": "Split the backup command into smaller backups.",
  damaged: "Do not rely on this backup. Use another one and find out what changed the bucket.",
  misconfigured: "Correct the integration's settings and verify it.",
};

const signals: Record<number, string> = {
  1: "SIGHUP",
  2: "SIGINT",
  6: "SIGABRT",
  9: "SIGKILL",
  11: "SIGSEGV",
  13: "SIGPIPE",
  15: "SIGTERM",
};

/**
 * The failure of a command that ended with a code other than 0 (promise 2). Codes from 129 on are a
 * shell's and Docker's way of saying that signal `code - 128` ended it; 126 and 127 that it could
 * not be run at all.
 */
export function commandFailure(code: number): RunError {
  if (code === 127 || code === 126) {
    return new RunError(
      "command-not-found",
      `The command could not be run in the instance (exit code ${code}). Check that the program is in the image and executable; give its absolute path if it is not on PATH.`,
      code,
    );
  }
  const signal = code > 128 ? signals[code - 128] : undefined;
  if (signal) {
    const memory =
      code === 137
        ? " The kernel may have run out of memory: check the container's memory limit."
        : "";
    return new RunError(
      "command-killed",
      `The command was ended by ${signal} (exit code ${code}).${memory}`,
      code,
    );
  }
  return new RunError(
    "command-failed",
    `The command ended with exit code ${code}. Its log says why.`,
    code,
  );
}

/** Any error of a run as the words for its row; an unknown one never shows its message. */
export function explainFailure(error: unknown): RunFailure & { exitCode: number | null } {
  if (error instanceof RunError)
    return { code: error.code, message: error.message, exitCode: error.exitCode };
  if (error instanceof StoreError) {
    const detail = error.detail ? ` (${error.detail})` : "";
    return {
      code: storeCodes[error.code],
      message: `${sentence(error.message + detail)} ${storeNextStep[error.code]}`,
      exitCode: null,
    };
  }
  return {
    code: "unexpected",
    message: "Something unexpected went wrong; the worker's output has the details. Try again.",
    exitCode: null,
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
