import { describe, expect, it } from "vitest";
import { identify } from "#lib/docker/identify";

const compose = {
  "com.docker.compose.project": "shop",
  "com.docker.compose.service": "orders-db",
  "com.docker.compose.container-number": "2",
  "com.docker.compose.oneoff": "False",
};

describe("identify", () => {
  it("knows a Compose service and the place in it by its labels, whatever the name", () => {
    expect(identify(compose, "a1b2_shop-orders-db-2")).toEqual({
      key: "compose:shop/orders-db",
      identifier: "orders-db",
      name: "orders-db",
      environment: "shop",
      environmentKind: "compose",
      slot: "2",
    });
  });

  it("leaves out a one-off of docker compose run", () => {
    expect(
      identify({ ...compose, "com.docker.compose.oneoff": "True" }, "shop-orders-db-run-1"),
    ).toBeNull();
  });

  it("knows a Swarm task's service, stack and slot", () => {
    const labels = {
      "com.docker.swarm.service.id": "svc1",
      "com.docker.swarm.service.name": "shop_db",
      "com.docker.swarm.task.name": "shop_db.3.taskid",
      "com.docker.stack.namespace": "shop",
    };
    expect(identify(labels, "shop_db.3.taskid")).toMatchObject({
      key: "swarm:svc1",
      identifier: "db",
      environment: "shop",
      environmentKind: "swarm",
      slot: "3",
    });
  });

  it("keeps a Swarm service without a stack standalone", () => {
    const labels = {
      "com.docker.swarm.service.id": "svc2",
      "com.docker.swarm.service.name": "cache",
      "com.docker.swarm.task.name": "cache.1.taskid",
    };
    expect(identify(labels, "cache.1.taskid")).toMatchObject({
      environment: "standalone",
      slot: "1",
    });
  });

  it("knows any other container by its name", () => {
    expect(identify({}, "ledger")).toMatchObject({
      key: "name:ledger",
      environmentKind: "standalone",
      slot: "1",
    });
  });
});
