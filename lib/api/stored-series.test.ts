import fc from "fast-check";
import { expect, test } from "vitest";
import { storedSeries } from "#lib/api/stored-series";

test("what was there before stays, what is made is there from the next moment on", () => {
  const made = [
    { born: 0, died: null, size: 100 },
    { born: 2, died: null, size: 10 },
    { born: 3, died: null, size: 1 },
  ];
  expect(storedSeries(made, 3)).toEqual([100, 100, 110, 111]);
});

test("what was deleted is there until then; made and deleted between two moments is never seen", () => {
  const made = [
    { born: 0, died: 2, size: 100 },
    { born: 1, died: 1, size: 7 },
  ];
  expect(storedSeries(made, 3)).toEqual([100, 100, 0, 0]);
});

test("is what counting at each moment gives", () => {
  const event = fc.record({
    born: fc.integer({ min: 0, max: 5 }),
    lived: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
    size: fc.integer({ min: 0, max: 1000 }),
  });
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const made = events.map(({ born, lived, size }) => ({
        born,
        died: lived === null ? null : Math.min(5, born + lived),
        size,
      }));
      const counted = Array.from({ length: 6 }, (_, at) =>
        made
          .filter(({ born, died }) => born <= at && (died === null || died > at))
          .reduce((sum, { size }) => sum + size, 0),
      );
      expect(storedSeries(made, 5)).toEqual(counted);
    }),
  );
});
