import { expect, it } from "vitest";
import { asDockerFailure } from "#lib/docker/docker-failure";

const answered = (statusCode: number, words: string) =>
  Object.assign(new Error(`(HTTP code ${statusCode}) ${words} `), { statusCode });

const id = "49f0236ea36a359b42b7f4666bc9497e";

it.each([
  [404, `no such container - No such container: ${id}`, "container-gone"],
  [409, `Container ${id} is not running`, "container-not-running"],
  [409, `Container ${id} is paused, unpause the container before exec`, "container-not-running"],
  [500, `server error - Container ${id} is not running: Removal In Progress`, "container-gone"],
  [409, `container ${id} is marked for removal and cannot be used`, "container-gone"],
  [500, `server error - container ${id} is not running`, "container-not-running"],
  [500, "server error - OCI runtime exec failed: no such file", "cannot-start-command"],
])("%i %s", (status, words, code) => {
  expect(asDockerFailure(answered(status, words))).toMatchObject({ code });
});

it("no answer at all", () => {
  expect(asDockerFailure(new Error("connect ECONNREFUSED"))).toMatchObject({ code: "unreachable" });
});
