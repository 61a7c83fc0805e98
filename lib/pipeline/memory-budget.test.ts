import fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryBudget, type Reserved } from "#lib/pipeline/memory-budget";

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("holds no more than the budget; what is given back once serves once", () => {
  const budget = createMemoryBudget(100);
  const first = budget.tryReserve(60);
  expect(budget.tryReserve(41)).toBeNull();
  expect(budget.tryReserve(40)).not.toBeNull();
  first?.release();
  first?.release();
  expect(budget.tryReserve(61)).toBeNull();
  expect(budget.tryReserve(60)).not.toBeNull();
});

test("a large one that waits is not overtaken by small ones", async () => {
  const budget = createMemoryBudget(100);
  const small = budget.tryReserve(50);
  const served: string[] = [];
  const large = budget.reserve(100, never).then((reserved) => {
    served.push("large");
    return reserved;
  });
  const later = budget.reserve(10, never).then(() => served.push("small"));
  expect(budget.tryReserve(1)).toBeNull();
  small?.release();
  (await large).release();
  await later;
  expect(served).toEqual(["large", "small"]);
});

test("one that gives up makes way, and takes nothing", async () => {
  const budget = createMemoryBudget(100);
  const held = budget.tryReserve(50);
  const stop = new AbortController();
  const large = budget.reserve(80, stop.signal);
  const small = budget.reserve(50, never);
  const reason = new Error("enough");
  stop.abort(reason);
  await expect(large).rejects.toBe(reason);
  await expect(budget.reserve(1, stop.signal)).rejects.toBe(reason);
  (await small).release();
  held?.release();
  expect(budget.tryReserve(100)).not.toBeNull();
});

test("more than there is at all is refused, not waited for", async () => {
  await expect(createMemoryBudget(100).reserve(101, never)).rejects.toThrow(RangeError);
});

test("however many ask, in whatever order they end, all are served and the budget holds", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.infiniteStream(fc.nat()), async (wanted, picks) => {
      const budget = createMemoryBudget(100);
      const holding: { bytes: number; reserved: Reserved }[] = [];
      let served = 0;
      for (const bytes of wanted)
        void budget.reserve(bytes, never).then((reserved) => {
          served += 1;
          holding.push({ bytes, reserved });
        });
      while (served < wanted.length || holding.length > 0) {
        await settle();
        expect(holding.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(100);
        expect(holding.length).toBeGreaterThan(0);
        const pick = (picks.next().value ?? 0) % holding.length;
        holding.splice(pick, 1)[0]?.reserved.release();
      }
    }),
    { numRuns: 50 },
  );
});
