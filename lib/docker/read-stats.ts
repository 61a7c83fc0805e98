import { z } from "zod";
import type { InstanceStats } from "#lib/containers/runtime-ports";

const count = z.number().nonnegative();
const cpu = z.object({
  cpu_usage: z.object({ total_usage: count, percpu_usage: z.array(count).nullish() }),
  system_cpu_usage: count.nullish(),
  online_cpus: count.nullish(),
});
const answer = z.object({
  cpu_stats: cpu,
  precpu_stats: cpu,
  memory_stats: z.object({
    usage: count.nullish(),
    limit: count.nullish(),
    stats: z
      .object({ total_inactive_file: count.nullish(), inactive_file: count.nullish() })
      .nullish(),
  }),
});

/**
 * Counts one message of Docker's stats as `docker stats` does (docker/cli,
 * cli/command/container/stats_helpers.go): the instance's share of all processor time since the
 * message before, times the cores; memory less the inactive page cache (cgroup v1
 * `total_inactive_file`, v2 `inactive_file`).
 *
 * @param message parsed JSON of `GET /containers/{id}/stats`
 */
export function readStats(message: unknown): InstanceStats {
  const { cpu_stats: now, precpu_stats: before, memory_stats: memory } = answer.parse(message);
  return {
    cpuPercent: cpuPercent(now, before),
    memoryBytes: memory.usage == null ? null : withoutCache(memory.usage, memory.stats),
    memoryLimitBytes: memory.limit || null,
  };
}

type Cpu = z.infer<typeof cpu>;

function cpuPercent(now: Cpu, before: Cpu): number | null {
  // The first message of a stream has nothing before it; a stopped instance has nothing now.
  if (!before.system_cpu_usage || !now.system_cpu_usage) return null;
  const used = now.cpu_usage.total_usage - before.cpu_usage.total_usage;
  const all = now.system_cpu_usage - before.system_cpu_usage;
  const cores = now.online_cpus || now.cpu_usage.percpu_usage?.length || 1;
  return used > 0 && all > 0 ? (used / all) * cores * 100 : 0;
}

function withoutCache(
  usage: number,
  stats: z.infer<typeof answer>["memory_stats"]["stats"],
): number {
  const cache = stats?.total_inactive_file ?? stats?.inactive_file ?? 0;
  return cache < usage ? usage - cache : usage;
}
