// What a slow reader takes in a minute: small enough that each piece taken is a sign of life.
const pieceBytes = 64 * 1024;

/**
 * Bytes as a web stream, given only as fast as they are taken. A reader that takes nothing for
 * `idleMs` is given up: the source is ended and the stream fails with an error. `done` is called once,
 * however it ends.
 */
export function pacedStream(
  bytes: AsyncGenerator<Uint8Array>,
  { idleMs, done }: { idleMs: number; done: () => void },
): ReadableStream<Uint8Array> {
  let chunk: Uint8Array = new Uint8Array();
  let stalled: ReturnType<typeof setTimeout> | undefined;

  let ended = false;
  function end(): void {
    clearTimeout(stalled);
    if (!ended) done();
    ended = true;
  }

  function awaitReader(controller: ReadableStreamDefaultController<Uint8Array>): void {
    stalled = setTimeout(() => {
      controller.error(new Error(`The reader took nothing for ${idleMs / 1000} s.`));
      end();
      bytes.return(undefined).catch(() => undefined);
    }, idleMs);
  }

  return new ReadableStream<Uint8Array>(
    {
      start: awaitReader,
      async pull(controller) {
        clearTimeout(stalled);
        try {
          while (chunk.length === 0) {
            const next = await bytes.next();
            if (next.done) {
              controller.close();
              return end();
            }
            chunk = next.value;
          }
          controller.enqueue(chunk.subarray(0, pieceBytes));
          chunk = chunk.subarray(pieceBytes);
          awaitReader(controller);
        } catch (error) {
          controller.error(error);
          end();
        }
      },
      async cancel() {
        end();
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
