import { readableText, storableText } from "#lib/backups/log-text";
import { createRedactor } from "#lib/backups/redact";

export type LogBuffer = {
  push(chunk: Uint8Array): void;
  /** The text so far, and how many bytes came in all and were cut from the middle. */
  snapshot(): { text: string; totalBytes: number; cutBytes: number };
};

/**
 * Keeps the first and the last bytes of a log and forgets what is between, so that its memory is
 * bounded: 256 KiB and 768 KiB unless told otherwise. Characters are never split.
 */
export function createLogBuffer({
  headBytes = 256 * 1024,
  tailBytes = 768 * 1024,
}: {
  headBytes?: number;
  tailBytes?: number;
} = {}): LogBuffer {
  let head: Uint8Array = new Uint8Array();
  const tail = createRing(tailBytes);
  let headLength = 0;
  return {
    push(chunk) {
      const taken = Math.min(chunk.length, headBytes - headLength);
      if (headLength + taken > head.length) {
        const grown = new Uint8Array(Math.min(headBytes, Math.max(4096, 2 * (headLength + taken))));
        grown.set(head.subarray(0, headLength));
        head = grown;
      }
      head.set(chunk.subarray(0, taken), headLength);
      headLength += taken;
      tail.push(chunk.subarray(taken));
    },
    snapshot() {
      const totalBytes = headLength + tail.totalBytes();
      const first = head.subarray(0, headLength);
      const rest = tail.bytes();
      if (tail.totalBytes() === rest.length) {
        return { text: storableText([first, rest]), totalBytes, cutBytes: 0 };
      }
      const kept = [withoutBrokenEnd(first), withoutBrokenStart(rest)] as const;
      const cutBytes = totalBytes - kept[0].length - kept[1].length;
      const cut = `\n[${cutBytes.toLocaleString("en")} bytes cut here]\n`;
      return {
        text: storableText([kept[0]]) + cut + storableText([kept[1]]),
        totalBytes,
        cutBytes,
      };
    },
  };
}

export type Tail = {
  push(chunk: Uint8Array): void;
  /** The last bytes as readable text: what is not text is shown as `·`. */
  text(): string;
  totalBytes(): number;
};

/**
 * Keeps the last 1 KiB of a stream (documentation, "STDOUT & STDERR"), less its secrets. It holds as much
 * more as the longest secret is long: one that the cut goes through is redacted too.
 */
export function createTail(secrets: readonly string[] = [], bytes = 1024): Tail {
  const longest = Math.max(0, ...secrets.map((secret) => Buffer.byteLength(secret)));
  const ring = createRing(bytes + longest);
  return {
    push: ring.push,
    totalBytes: ring.totalBytes,
    text() {
      const kept = ring.bytes();
      const cut = Math.max(0, kept.length - bytes);
      const redactor = createRedactor(secrets);
      redactor.push(kept.subarray(0, cut));
      const last = Buffer.concat([redactor.push(kept.subarray(cut)), redactor.end()]);
      return readableText(ring.totalBytes() > bytes ? withoutBrokenStart(last) : last);
    },
  };
}

/** The last `capacity` bytes pushed; memory is taken as it is needed. */
function createRing(capacity: number) {
  let store: Uint8Array = new Uint8Array();
  let total = 0;
  /** Where the next byte goes; until the ring is full that is also how many it holds. */
  let next = 0;
  let full = false;
  const grow = (wanted: number) => {
    if (wanted <= store.length || full) return;
    const grown = new Uint8Array(Math.min(capacity, Math.max(1024, 2 * wanted)));
    grown.set(store.subarray(0, next));
    store = grown;
  };
  return {
    push(chunk: Uint8Array): void {
      total += chunk.length;
      const last = chunk.subarray(Math.max(0, chunk.length - capacity));
      grow(Math.min(capacity, next + last.length));
      const fits = Math.min(last.length, capacity - next);
      store.set(last.subarray(0, fits), next);
      store.set(last.subarray(fits), 0);
      if (next + last.length >= capacity) full = true;
      next = capacity === 0 ? 0 : (next + last.length) % capacity;
    },
    totalBytes: () => total,
    bytes(): Uint8Array {
      if (!full) return store.slice(0, next);
      const joined = new Uint8Array(capacity);
      joined.set(store.subarray(next), 0);
      joined.set(store.subarray(0, next), capacity - next);
      return joined;
    },
  };
}

/** Drops the bytes of a UTF-8 character (RFC 3629) whose end was cut off. */
function withoutBrokenEnd(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** Drops the bytes of a UTF-8 character whose beginning was cut off. */
function withoutBrokenStart(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return bytes.subarray(start);
}
