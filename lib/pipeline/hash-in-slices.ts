import type { Hash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

/** What is hashed in half a millisecond: about as long as what a socket holds lasts its reader. */
const sliceBytes = 256 * 1024;

/**
 * Adds the bytes to the hash, and lets the event loop turn between slices: hashed in one go, 8 MiB
 * keep the sockets waiting for 14 ms, and whoever is fed by them starves.
 */
export async function hashInSlices(hash: Hash, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    if (at > 0) await nextTurn();
    hash.update(bytes.subarray(at, at + sliceBytes));
  }
}
