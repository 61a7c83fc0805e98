import type { CompressionName } from "#lib/pipeline/ports";
import { compressBlock } from "#lib/pipeline/zstd-frames";

const worthwhile = 0.95;

/** zstd when it saves at least 5 % of the stream's first bytes, else none. */
export async function chooseCompression(trial: Uint8Array): Promise<CompressionName> {
  if (trial.length === 0) return "none";
  const compressed = await compressBlock(trial, trial.length);
  return compressed.length < trial.length * worthwhile ? "zstd" : "none";
}
