import { describe, expect, it } from "vitest";
import { answerError } from "#lib/api/answer";
import {
  backupParams,
  containerParams,
  containersQuery,
  integrationParams,
  jobParams,
  pageQuery,
} from "#lib/api/params";

const id = "0197f4a0-0000-7000-8000-000000000000";

async function codeOf(parse: () => unknown) {
  try {
    return parse();
  } catch (error) {
    const answer = answerError(error);
    return [answer.status, (await answer.json()).error.code];
  }
}

describe("the sort of a list", () => {
  it("is Cycle's: a field, with - for the other way round", () => {
    expect(pageQuery.parse({}).sort).toEqual({ by: "created", descending: true });
    expect(pageQuery.parse({ sort: "created" }).sort).toEqual({ by: "created", descending: false });
    expect(containersQuery.parse({}).sort).toEqual({ by: "environment", descending: false });
    expect(containersQuery.parse({ sort: "-identifier" }).sort).toEqual({
      by: "identifier",
      descending: true,
    });
  });

  it.each(["size", "--created", "", "-", "created,id", "Created"])(
    "is refused at its field when it is none: %j",
    async (sort) => {
      for (const query of [pageQuery, containersQuery]) {
        const { error } = query.safeParse({ sort });
        const answer = answerError(error);
        expect(answer.status).toBe(422);
        const { error: said } = await answer.json();
        expect(said.fields.sort).toContain("created, -created");
      }
    },
  );
});

describe("an id in a path that is no UUID", () => {
  it.each(["x", "", `${id}0`, "..", "%00"])(
    "answers as the thing that is not there: %j",
    async (bad) => {
      expect(await codeOf(() => containerParams.parse({ containerId: bad }))).toEqual([
        404,
        "404.container",
      ]);
      for (const given of [
        { containerId: id, backupId: bad },
        { containerId: bad, backupId: id },
      ])
        expect(await codeOf(() => backupParams.parse(given))).toEqual([
          404,
          given.backupId === bad ? "404.container.backup" : "404.container",
        ]);
      expect(await codeOf(() => integrationParams.parse({ integrationId: bad }))).toEqual([
        404,
        "404.hub.integration",
      ]);
      expect(await codeOf(() => jobParams.parse({ jobId: bad }))).toEqual([404, "404.job"]);
    },
  );

  it("is taken when it is one", () => {
    expect(backupParams.parse({ containerId: id, backupId: id })).toEqual({
      containerId: id,
      backupId: id,
    });
  });
});
