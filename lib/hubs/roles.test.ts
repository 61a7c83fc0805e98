import { expect, test } from "vitest";
import { mayGive, type Role, roles, whyNotGive, whyNotRemove } from "#lib/hubs/roles";

const seat = (id: string, role: Role) => ({ id, role });

test("an owner gives any role, an admin any but owner, the others none", () => {
  const givers = (role: Role) => roles.filter((giver) => mayGive(giver, role));
  expect(givers("owner")).toEqual(["owner"]);
  for (const role of roles.slice(1)) expect(givers(role)).toEqual(["owner", "admin"]);
});

test("an admin can neither make, change nor remove an owner", () => {
  const actor = seat("a", "admin");
  const owner = { actor, target: seat("b", "owner"), owners: 2 };
  expect(whyNotGive(owner, "admin")).toMatch("Only an owner");
  expect(whyNotRemove(owner)).toMatch("Only an owner");
  const other = { actor, target: seat("b", "analyst"), owners: 2 };
  expect(whyNotGive(other, "owner")).toMatch("Only an owner can make an owner");
  expect(whyNotGive(other, "admin")).toBeNull();
  expect(whyNotRemove(other)).toBeNull();
  expect(whyNotGive({ ...other, target: actor }, "owner")).toMatch("Only an owner");
});

test("the last owner stays owner and member; one of two does not have to", () => {
  const lone = { actor: seat("a", "owner"), target: seat("a", "owner"), owners: 1 };
  expect(whyNotGive(lone, "admin")).toMatch("last one");
  expect(whyNotGive(lone, "owner")).toBeNull();
  expect(whyNotGive({ ...lone, owners: 2 }, "admin")).toBeNull();
  const other = { actor: seat("a", "owner"), target: seat("b", "owner") };
  expect(whyNotRemove({ ...other, owners: 1 })).toMatch("last one");
  expect(whyNotRemove({ ...other, owners: 2 })).toBeNull();
});

test("nobody removes themselves", () => {
  for (const role of roles) {
    const self = seat("a", role);
    expect(whyNotRemove({ actor: self, target: self, owners: 3 })).toMatch("themselves");
  }
});

test("who manages no members changes none", () => {
  for (const role of roles.slice(2)) {
    const change = { actor: seat("a", role), target: seat("b", "analyst"), owners: 1 };
    expect(whyNotGive(change, "analyst")).toMatch("owner or admin");
    expect(whyNotRemove(change)).toMatch("owner or admin");
  }
});
