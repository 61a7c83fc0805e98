import { describe, expect, it } from "vitest";
import { readStats } from "#lib/docker/read-stats";

const second = 1e9;
const message = (over: { cpu?: object; before?: object; memory?: object }) => ({
  cpu_stats: {
    cpu_usage: { total_usage: 3 * second },
    system_cpu_usage: 40 * second,
    online_cpus: 4,
    ...over.cpu,
  },
  precpu_stats: {
    cpu_usage: { total_usage: 2 * second },
    system_cpu_usage: 36 * second,
    ...over.before,
  },
  memory_stats: { usage: 300, limit: 1000, ...over.memory },
});

describe("readStats", () => {
  // One second of processor time while four cores had one each: one core fully used.
  it.each([
    ["a core of four", {}, 100],
    [
      "without a count of cores",
      { cpu: { online_cpus: 0, cpu_usage: { total_usage: 3 * second, percpu_usage: [1, 1] } } },
      50,
    ],
    ["nothing used", { cpu: { cpu_usage: { total_usage: 2 * second } } }, 0],
    ["a counter that went back", { cpu: { cpu_usage: { total_usage: 1 } } }, 0],
    [
      "the first message",
      { before: { system_cpu_usage: undefined, cpu_usage: { total_usage: 0 } } },
      null,
    ],
    ["a stopped instance", { cpu: { system_cpu_usage: 0, cpu_usage: { total_usage: 0 } } }, null],
  ])("processor: %s", (_name, over, percent) => {
    expect(readStats(message(over)).cpuPercent).toBe(percent);
  });

  it.each([
    ["without cache", {}, 300],
    ["cgroup v1", { stats: { total_inactive_file: 100, inactive_file: 5 } }, 200],
    ["cgroup v2", { stats: { inactive_file: 120 } }, 180],
    ["more cache than usage", { stats: { inactive_file: 400 } }, 300],
    ["not counted", { usage: undefined, limit: undefined }, null],
  ])("memory: %s", (_name, memory, bytes) => {
    expect(readStats(message({ memory })).memoryBytes).toBe(bytes);
  });

  it("has no limit where Docker says none", () => {
    expect(readStats(message({ memory: { limit: undefined } })).memoryLimitBytes).toBeNull();
  });

  it("refuses what is no message of stats", () => {
    expect(() => readStats({ message: "no such container" })).toThrow();
  });
});
