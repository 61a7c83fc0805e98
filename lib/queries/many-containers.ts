import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BackUpResultDto, PolicyResultDto } from "#lib/api/container-dto";
import type { RetentionPolicy } from "#lib/backups/types";
import { explainError, request } from "#lib/queries/request";

/** Containers that one request names; more are sent one request after the other. */
const mostAtOnce = 200;

/**
 * Backs up every running instance of each; answers for each container what came of it. When a request
 * after the first fails, what the others have queued stays, and the rest says why it was not.
 */
export async function backUpMany(ids: readonly string[]): Promise<BackUpResultDto[]> {
  const results: BackUpResultDto[] = [];
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    try {
      results.push(...(await backUpSome(ids.slice(at, at + mostAtOnce))));
    } catch (error) {
      if (at === 0) throw error;
      const reason = explainError(error);
      return [...results, ...ids.slice(at).map((id) => ({ id, queued: 0, reason }))];
    }
  }
  return results;
}

async function backUpSome(ids: readonly string[]): Promise<BackUpResultDto[]> {
  const answer = await request<{ data: { results: BackUpResultDto[] } }>("/containers/tasks", {
    method: "POST",
    body: { action: "backup", contents: { container_ids: ids } },
  });
  return answer.data.results;
}

/** What is to stand for many containers; what is left out stays as each has it. */
export type PolicyInput = {
  schedule?: { cron_string: string | null; time_zone: string };
  retention?: RetentionPolicy;
  integration_id?: string;
};

/**
 * Applies a policy to each, or with `preview` only says what it would do. Throws `ApiFailure` with
 * `fields` such as `retention.age` when the policy is not one.
 */
export async function applyPolicy(
  ids: readonly string[],
  policy: PolicyInput,
  { preview, signal }: { preview: boolean; signal?: AbortSignal },
): Promise<PolicyResultDto[]> {
  const results: PolicyResultDto[] = [];
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    const answer = await request<{ data: { results: PolicyResultDto[] } }>(
      "/containers/config/integrations/backups",
      {
        method: "PATCH",
        body: { container_ids: ids.slice(at, at + mostAtOnce), ...policy, preview },
        signal,
      },
    );
    results.push(...answer.data.results);
  }
  return results;
}

/** What a policy would do to these containers as they are now. */
export function policyPreviewQuery(ids: readonly string[], policy: PolicyInput) {
  return queryOptions({
    queryKey: ["policy-preview", ids, policy],
    queryFn: ({ signal }) => applyPolicy(ids, policy, { preview: true, signal }),
    // What it was told of may have changed when it is looked at again.
    gcTime: 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}
