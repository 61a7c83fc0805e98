import { queryOptions } from "@tanstack/react-query";
import type { AccountDto, SessionDto } from "#lib/api/account-dto";
import { request } from "#lib/queries/request";

const path = "/account";
export const accountKey = ["account"] as const;

export function sessionsQuery() {
  return queryOptions({
    queryKey: [...accountKey, "sessions"],
    queryFn: async ({ signal }) =>
      (await request<{ data: SessionDto[] }>(`${path}/sessions`, { signal })).data,
  });
}

export async function renameAccount(name: string): Promise<AccountDto> {
  return (await request<{ data: AccountDto }>(path, { method: "PATCH", body: { name } })).data;
}

type Ended = { sessions_ended: number };

/** Answers how many other sessions it has ended. */
export async function changePassword(input: {
  current_password: string;
  password: string;
}): Promise<number> {
  const answer = await request<{ data: Ended }>(`${path}/password`, {
    method: "PATCH",
    body: input,
  });
  return answer.data.sessions_ended;
}

/** Ends the one named, or all but this one. */
export async function endSessions(id: string | "others"): Promise<number> {
  const which = id === "others" ? "" : `/${id}`;
  const answer = await request<{ data: Ended }>(`${path}/sessions${which}`, { method: "DELETE" });
  return answer.data.sessions_ended;
}
