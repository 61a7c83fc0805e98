import { expect, test } from "vitest";
import { groupContainers } from "#components/containers/group-containers";
import { containerSummary } from "#e2e/fixtures/container-summary";

const row = (
  name: string,
  environment: string,
  health?: "failing" | "protected",
  kind?: "swarm" | "standalone",
) => containerSummary(name, { environment, health, kind });

const shape = (lines: ReturnType<typeof groupContainers>) =>
  lines.map(({ key, row: at }) => (at === null ? `[${key}]` : key));

test("groups come by name, their rows as they came, standalone last", () => {
  const rows = [
    row("b", "shop-10"),
    row("z", "standalone", undefined, "standalone"),
    row("a", "shop-9"),
    row("c", "shop-10"),
  ];
  expect(shape(groupContainers(rows, new Set()))).toEqual([
    "[compose:shop-9]",
    "a",
    "[compose:shop-10]",
    "b",
    "c",
    "[standalone:standalone]",
    "z",
  ]);
});

test("a closed group keeps its head, its ids and what is wrong in it", () => {
  const rows = [
    row("a", "shop", "failing"),
    row("b", "shop", "failing"),
    row("c", "shop", "protected"),
  ];
  const [head, ...rest] = groupContainers(rows, new Set(["compose:shop"]));
  expect(rest).toEqual([]);
  expect(head?.group).toMatchObject({
    ids: ["a", "b", "c"],
    trouble: { failing: 2 },
    isOpen: false,
  });
});

test("a project and a stack of one name are two groups", () => {
  const rows = [row("a", "shop"), row("b", "shop", undefined, "swarm")];
  expect(groupContainers(rows, new Set()).filter(({ row: at }) => at === null)).toHaveLength(2);
});
