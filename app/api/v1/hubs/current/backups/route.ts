import { answer } from "#lib/api/answer";
import { hideCommands } from "#lib/api/hide-commands";
import { hubBackupsQuery } from "#lib/api/params";
import { readHubBackups } from "#lib/api/read-hub-backups";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-backups-view", query: hubBackupsQuery },
  async ({ deps, member, query }) =>
    answer(hideCommands(member.role, await readHubBackups(deps.db, member.hubId, query))),
);
