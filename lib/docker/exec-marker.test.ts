import { expect, test } from "vitest";
import { createMarkerFilter } from "#lib/docker/exec-marker";
import { createTrailer } from "#lib/docker/exec-trailer";

const marker = "holdfast:run:0123456789abcdef";

/** Every way to cut bytes into three pieces. */
function* cuts(bytes: Buffer): Generator<Buffer[]> {
  for (let one = 0; one <= bytes.length; one++)
    for (let two = one; two <= bytes.length; two++)
      yield [bytes.subarray(0, one), bytes.subarray(one, two), bytes.subarray(two)];
}

test("the marker's line is taken out of stderr wherever it is split", () => {
  const said = Buffer.from(`sh: warning\n${marker} 4711\nreal words\n`);
  for (const pieces of cuts(said)) {
    let text = "";
    const pids: number[] = [];
    const filter = createMarkerFilter(
      marker,
      (chunk) => {
        text += chunk;
      },
      (pid) => pids.push(pid),
    );
    for (const piece of pieces) filter.push(piece);
    filter.end();
    expect(text).toBe("sh: warning\nreal words\n");
    expect(pids).toEqual([4711]);
  }
});

test("stderr without a marker passes whole", () => {
  let text = "";
  const filter = createMarkerFilter(
    marker,
    (chunk) => {
      text += chunk;
    },
    () => expect.fail("there was no marker"),
  );
  filter.push(Buffer.from("holdfast:run:0123 and more holdfast:run:0123456789abcde"));
  filter.end();
  expect(text).toBe("holdfast:run:0123 and more holdfast:run:0123456789abcde");
});

function trailed(pieces: Buffer[]) {
  const out: Buffer[] = [];
  let ends = 0;
  let answers = 0;
  const { trailer, filter } = createTrailer(marker, () => {
    answers++;
  });
  const stdout = filter({
    push: (chunk) => out.push(Buffer.from(chunk)),
    end: () => {
      ends++;
    },
  });
  for (const piece of pieces) stdout.push(piece);
  stdout.end();
  return { out: Buffer.concat(out).toString("latin1"), trailer, answers, ends };
}

test("the last line is taken out of stdout wherever it is split, and answered once", () => {
  const whole = Buffer.from(`data without a newline${marker} 0\n`);
  for (const pieces of cuts(whole)) {
    const result = trailed(pieces);
    expect(result.out).toBe("data without a newline");
    expect(result.trailer).toEqual({ seen: true, outputAfterIt: false });
    expect(result).toMatchObject({ answers: 1, ends: 1 });
  }
  expect(trailed([...whole].map((byte) => Buffer.from([byte]))).out).toBe("data without a newline");
  expect(trailed([Buffer.from(`${marker} 137\n`)]).out).toBe("");
});

test("large chunks pass before it, and stay in order", () => {
  const chunks = [1, 2, 3].map((letter) => Buffer.alloc(32_768, 64 + letter));
  const last = Buffer.concat([Buffer.alloc(9000, "z"), Buffer.from(`${marker} 0\n`)]);
  const result = trailed([...chunks, last]);
  expect(result.out).toBe(Buffer.concat([...chunks, Buffer.alloc(9000, "z")]).toString());
  expect(result.trailer.seen).toBe(true);
});

test("output that was cut off, or that goes on behind it, is told", () => {
  const cut = trailed([Buffer.from("data"), Buffer.from(`${marker} `)]);
  expect(cut).toMatchObject({ out: `data${marker} `, ends: 1, answers: 0 });
  expect(cut.trailer.seen).toBe(false);
  const together = trailed([Buffer.from(`data${marker} 0\nmore`)]);
  expect(together).toMatchObject({ out: "data", trailer: { seen: true, outputAfterIt: true } });
  const later = trailed([Buffer.from(`data${marker} 0\n`), Buffer.from("more")]);
  expect(later).toMatchObject({ out: "data", trailer: { seen: true, outputAfterIt: true } });
});
