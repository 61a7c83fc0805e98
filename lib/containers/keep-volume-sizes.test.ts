import { expect, it } from "vitest";
import { keepVolumeSizes } from "#lib/containers/keep-volume-sizes";

it("measures once for all who ask, again after five minutes, and sooner for a new volume", async () => {
  let time = 0;
  let measured = 0;
  const read = keepVolumeSizes(
    async () => {
      measured += 1;
      return new Map([["orders", measured]]);
    },
    () => time,
  );
  const [first, second] = await Promise.all([read(["orders"]), read(["orders"])]);
  expect([first, measured]).toEqual([second, 1]);
  time = 299_000;
  expect((await read(["orders"])).sizes.get("orders")).toBe(1);
  await read(["just made"]);
  expect(measured).toBe(2);
  await read(["just made"]);
  expect(measured).toBe(2);
  time += 300_000;
  await read(["orders"]);
  expect(measured).toBe(3);
});

it("keeps no failure", async () => {
  let fails = true;
  const read = keepVolumeSizes(async () => {
    if (fails) throw new Error("Docker does not answer");
    return new Map();
  });
  await expect(read([])).rejects.toThrow("Docker does not answer");
  fails = false;
  expect((await read([])).sizes.size).toBe(0);
});
