const keptBytes = 8192;

/** Keeps the last 8 KiB of what a process wrote. */
export function createTail(): { add(chunk: Buffer): void; text(): string } {
  let kept = Buffer.alloc(0);
  return {
    add(chunk) {
      kept = Buffer.concat([kept, chunk]).subarray(-keptBytes);
    },
    text: () => kept.toString("utf8").trim(),
  };
}
