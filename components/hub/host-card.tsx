"use client";

import { Server } from "lucide-react";
import { CopyButton } from "#components/ui/copy-button";
import { Notice } from "#components/ui/notice";
import { Pill, type Shape, type Tone } from "#components/ui/pill";
import { RelativeTime } from "#components/ui/relative-time";
import type { HostDto } from "#lib/api/container-dto";

const looks: Record<HostDto["state"], { tone: Tone; shape: Shape; word: string }> = {
  new: { tone: "off", shape: "clock", word: "Not seen yet" },
  live: { tone: "ok", shape: "dot", word: "Live" },
  unreachable: { tone: "bad", shape: "triangle", word: "Unreachable" },
};

/** One Docker host: whether it answers, and what to do when it does not. */
export function HostCard({ host }: { host: HostDto }) {
  const { tone, shape, word } = looks[host.state];
  return (
    <li className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5">
        <span
          aria-hidden
          className="grid size-9 shrink-0 place-items-center rounded-lg bg-hover text-dim [&_svg]:size-4.5"
        >
          <Server />
        </span>
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-base">
            <span className="truncate">{host.identifier}</span>
            <Pill tone={tone} shape={shape}>
              {word}
            </Pill>
          </h2>
          <p className="flex items-center gap-1 text-sm text-dim">
            <span className="truncate font-mono">{host.id}</span>
            <CopyButton text={host.id} label="Copy id" className="-my-2" />
          </p>
        </div>
        <dl className="flex gap-8 text-sm">
          <div className="min-w-24">
            <dt className="text-faint">Docker Engine</dt>
            <dd>{host.engine_version ?? "Not known"}</dd>
          </div>
          <div className="min-w-20">
            <dt className="text-faint">Last seen</dt>
            <dd>
              {host.last_seen.startsWith("0001") ? "Never" : <RelativeTime at={host.last_seen} />}
            </dd>
          </div>
        </dl>
      </div>
      {host.state !== "live" && (
        <Notice
          tone={host.state === "new" ? "info" : "bad"}
          role="status"
          className="mx-4 mb-4"
          title={
            host.state === "new"
              ? "No worker has reached it yet"
              : "Its containers cannot be backed up or restored"
          }
        >
          {host.error ??
            (host.state === "new"
              ? "The worker starts with npm start and looks at its host at once. If this stays, look at what it prints."
              : "Start Docker, or allow Holdfast to use it.")}
        </Notice>
      )}
    </li>
  );
}
