import { chooseCompression } from "#lib/pipeline/choose-compression";
import type { PartWriter } from "#lib/pipeline/part-writer";
import type { CompressionName } from "#lib/pipeline/ports";

/**
 * Holds back the first bytes, chooses from them whether to compress, and from then on passes
 * everything to the writer that `open` made for that choice.
 */
export function createTrialWriter(
  trialBytes: number,
  open: (compression: CompressionName) => PartWriter,
): PartWriter {
  const trial = Buffer.allocUnsafeSlow(trialBytes);
  let held = 0;
  let writer: PartWriter | null = null;

  const decide = async (): Promise<PartWriter> => {
    const first = trial.subarray(0, held);
    const opened = open(await chooseCompression(first));
    await opened.write(first);
    return opened;
  };
  const writeFirst = async (bytes: Uint8Array) => {
    const taken = Math.min(bytes.length, trialBytes - held);
    trial.set(bytes.subarray(0, taken), held);
    held += taken;
    if (held < trialBytes) return;
    writer = await decide();
    await writer.write(bytes.subarray(taken));
  };

  return {
    write: (bytes) => (writer === null ? writeFirst(bytes) : writer.write(bytes)),
    async finish() {
      writer ??= await decide();
      await writer.finish();
    },
  };
}
