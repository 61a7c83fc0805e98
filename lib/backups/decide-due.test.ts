import { expect, test } from "vitest";
import { decideDue, missedRows } from "#lib/backups/decide-due";
import type { DueRow, ScheduledContainer, ScheduledInstance } from "#lib/backups/schedule-ports";

const at = (time: string) => new Date(`2026-05-02T${time}:00Z`);
const running = (id: string, over: Partial<ScheduledInstance> = {}): ScheduledInstance => ({
  id,
  name: `db-${id}`,
  state: "running",
  going: null,
  ...over,
});
const hourly = (over: Partial<ScheduledContainer> = {}): ScheduledContainer => ({
  cronString: "0 * * * *",
  timeZone: "Europe/Berlin",
  seen: at("01:30"),
  catchUpSeconds: 6 * 3600,
  chosenInstanceId: null,
  gone: false,
  wanted: true,
  instances: [running("1"), running("2")],
  ...over,
});

/** `02:00 1 queued`, or `02:00 1 failed schedule-missed`. */
const brief = (rows: DueRow[]) =>
  rows.map(({ due, instance, outcome }) => {
    const code = outcome.state === "queued" ? "" : ` ${outcome.code}`;
    return `${due.toISOString().slice(11, 16)} ${instance.id} ${outcome.state}${code}`;
  });
const words = (row: DueRow | undefined) =>
  row && row.outcome.state !== "queued" ? row.outcome.message : "";

test("what is due is queued for each instance, or for the chosen one", () => {
  expect(brief(decideDue(hourly(), at("02:00")))).toEqual(["02:00 1 queued", "02:00 2 queued"]);
  expect(decideDue(hourly(), at("01:59"))).toEqual([]);
  expect(decideDue(hourly({ seen: at("02:00") }), at("02:59"))).toEqual([]);
  const chosen = hourly({ chosenInstanceId: "2" });
  expect(brief(decideDue(chosen, at("02:00")))).toEqual(["02:00 2 queued"]);
});

test("after an outage the latest is made up, the rest are written down with when and why", () => {
  const rows = decideDue(hourly({ instances: [running("1")] }), at("04:10"));
  expect(brief(rows)).toEqual([
    "02:00 1 failed schedule-missed",
    "03:00 1 failed schedule-missed",
    "04:00 1 queued",
  ]);
  expect(words(rows[0])).toContain("2026-05-02 04:00, Europe/Berlin");
  expect(words(rows[0])).toContain(
    "only the latest is made up, due 2026-05-02 06:00, Europe/Berlin",
  );
});

test("the catch-up window is kept to the second; 0 makes nothing up", () => {
  const one = hourly({ cronString: "0 2 * * *", timeZone: "UTC", instances: [running("1")] });
  const after = (seconds: number) => new Date(at("02:00").getTime() + seconds * 1000);
  expect(brief(decideDue(one, after(21_600)))).toEqual(["02:00 1 queued"]);
  const late = decideDue(one, after(21_601));
  expect(brief(late)).toEqual(["02:00 1 failed schedule-missed"]);
  expect(words(late[0])).toMatch(/longer ago than the catch-up window \(6h\).*Back up now/);
  const none = { ...one, catchUpSeconds: 0 };
  expect(brief(decideDue(none, after(0)))).toEqual(["02:00 1 queued"]);
  expect(brief(decideDue(none, after(1)))).toEqual(["02:00 1 failed schedule-missed"]);
});

test("a long outage is a row for each of the last fifty, and one for all before", () => {
  const each = hourly({ cronString: "* * * * *", instances: [running("1")], timeZone: "UTC" });
  const rows = decideDue({ ...each, seen: at("00:00") }, at("02:00"));
  expect(rows).toHaveLength(1 + missedRows + 1);
  expect(words(rows[0])).toContain("69 due times up to 2026-05-02 01:09, UTC");
  expect(brief(rows.slice(1, 2))).toEqual(["01:10 1 failed schedule-missed"]);
  expect(brief(rows.slice(-1))).toEqual(["02:00 1 queued"]);
  const exact = decideDue({ ...each, seen: at("01:09") }, at("02:00"));
  expect(exact).toHaveLength(missedRows + 1);
  const week = decideDue({ ...each, seen: new Date("2026-04-25T00:00:00Z") }, at("02:00"));
  expect(week).toHaveLength(1 + missedRows + 1);
  expect(words(week[0])).toContain("more than 1000 due times");
});

test("what is due while the one before is going is skipped, with which", () => {
  const going = { kind: "backup", id: "b-7", state: "saving", created: at("01:00") } as const;
  const rows = decideDue(
    hourly({ instances: [running("1", { going }), running("2")] }),
    at("02:00"),
  );
  expect(brief(rows)).toEqual(["02:00 1 cancelled schedule-overlap", "02:00 2 queued"]);
  expect(words(rows[0])).toContain("the backup of 2026-05-02 01:00 UTC (b-7) was still going");
  const restore = { kind: "restore", id: "r-1", state: "queued", created: at("01:00") } as const;
  const [row] = decideDue(hourly({ instances: [running("1", { going: restore })] }), at("02:00"));
  expect(words(row)).toContain("the restore of 2026-05-02 01:00 UTC (r-1) was still waiting");
});

test("an instance that does not run is said so, and tried again", () => {
  for (const state of ["stopped", "paused", "restarting"] as const) {
    const rows = decideDue(hourly({ instances: [running("1", { state })] }), at("02:00"));
    expect(brief(rows)).toEqual(["02:00 1 failed container-stopped"]);
    expect(rows[0]?.outcome).toMatchObject({ retry: true });
    expect(words(rows[0])).toContain(`The instance db-1 was ${state}`);
  }
});

test("what is gone: a place given up is nobody's concern, a chosen one and the container are", () => {
  const gone = running("2", { state: "gone" });
  const scaled = hourly({ instances: [running("1"), gone] });
  expect(brief(decideDue(scaled, at("02:00")))).toEqual(["02:00 1 queued"]);
  const chosen = decideDue({ ...scaled, chosenInstanceId: "2" }, at("02:00"));
  expect(brief(chosen)).toEqual(["02:00 2 failed container-gone"]);
  expect(words(chosen[0])).toContain("Choose another");
  const all = { ...scaled, gone: true, instances: [running("1", { state: "gone" }), gone] };
  const rows = decideDue(all, at("02:00"));
  expect(brief(rows)).toEqual(["02:00 1 failed container-gone"]);
  expect(words(rows[0])).toContain("The container was gone");
});

test("what is not to be backed up leaves no rows", () => {
  expect(decideDue(hourly({ wanted: false }), at("05:00"))).toEqual([]);
});
