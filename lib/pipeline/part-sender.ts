import type { OutgoingPart, StoredPart, Upload } from "#lib/pipeline/ports";
import type { SlabPool } from "#lib/pipeline/slab-pool";

/** Near a fast store two would do; a far one needs more. Memory is bounded by the pool, not by this. */
const partsAtOnce = 4;

/**
 * Keeps a few parts on their way at once. The first failure is handed to `fail`, which has to stop
 * everything; nothing rejects here but a wait that the signal ends.
 */
export function createPartSender(input: {
  upload(): Promise<Upload>;
  pool: SlabPool;
  signal: AbortSignal;
  onStored(bytes: number): void;
  fail(error: unknown): void;
}) {
  const parts: StoredPart[] = [];
  const under = new Set<Promise<void>>();

  const put = async (part: OutgoingPart, slabs: Buffer[]) => {
    try {
      const upload = await input.upload();
      input.signal.throwIfAborted();
      await upload.putPart(part, input.signal);
    } catch (error) {
      // The buffers are not given back: a dying request may still read them.
      input.fail(error);
      return;
    }
    for (const slab of slabs) input.pool.release(slab);
    parts.push({ number: part.number, size: part.size, sha256: part.sha256 });
    input.onStored(part.size);
  };

  return {
    /** Starts a part as soon as fewer than the limit are under way. */
    async send(part: OutgoingPart, slabs: Buffer[]): Promise<void> {
      while (under.size >= partsAtOnce) await Promise.race(under);
      input.signal.throwIfAborted();
      const putting = put(part, slabs).finally(() => under.delete(putting));
      under.add(putting);
    },
    /** Waits until nothing is under way; then the accepted parts stand in order. */
    async settled(): Promise<StoredPart[]> {
      await Promise.all(under);
      return parts.sort((a, b) => a.number - b.number);
    },
  };
}
