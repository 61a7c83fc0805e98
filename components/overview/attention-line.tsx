"use client";

import Link from "next/link";
import {
  attentionLooks,
  attentionSentence,
  attentionStep,
} from "#components/overview/attention-words";
import { BackUpAtOnce } from "#components/overview/back-up-at-once";
import { KeepAtOnce } from "#components/overview/keep-at-once";
import { ProtectAtOnce } from "#components/overview/protect-at-once";
import { useMember } from "#components/shell/member";
import { buttonClass } from "#components/ui/button";
import { Pill } from "#components/ui/pill";
import { RelativeTime } from "#components/ui/relative-time";
import { SinceTime } from "#components/ui/since-time";
import type { AttentionItemDto, AttentionKind } from "#lib/api/overview-dto";

type Props = { kind: AttentionKind; item: AttentionItemDto };

/** What is wrong, with whom, since when, and the step to take. */
export function AttentionLine({ kind, item }: Props) {
  const { tone, shape, word } = attentionLooks[kind];
  const sentence = attentionSentence(kind, item);
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-2">
          <Pill tone={tone} shape={shape}>
            {word}
          </Pill>
          <span className="min-w-0 truncate">
            <Name kind={kind} item={item} />
            {item.environment && (
              <span className="ml-1.5 text-sm text-faint">{item.environment}</span>
            )}
          </span>
        </p>
        <p className="mt-1 line-clamp-3 text-sm text-dim [overflow-wrap:anywhere]" title={sentence}>
          {sentence}
          {item.time && (
            <span className="text-faint">
              {" "}
              {kind === "leaving" ? (
                <>
                  They go <RelativeTime at={item.time} className="lowercase" />
                </>
              ) : (
                <SinceTime at={item.time} word="Since" />
              )}
              .
            </span>
          )}
        </p>
      </div>
      <Step kind={kind} item={item} />
    </li>
  );
}

function Name({ kind, item }: Props) {
  if (kind === "host" || kind === "integration")
    return <span className="font-semibold">{item.name}</span>;
  return (
    <Link href={`/containers/${item.id}/dashboard`} prefetch={false} className="font-semibold">
      {item.name}
    </Link>
  );
}

function Step({ kind, item }: Props) {
  const { canManageBackups, canManageConfig } = useMember();
  const { words, href } = attentionStep(kind, item);
  if (item.step === "protect" && canManageConfig) return <ProtectAtOnce containerId={item.id} />;
  if (item.step === "back-up" && canManageBackups) return <BackUpAtOnce containerId={item.id} />;
  if (item.step === "keep" && canManageConfig) return <KeepAtOnce containerId={item.id} />;
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={`${words}: ${item.name}`}
      className={buttonClass()}
    >
      {words}
    </Link>
  );
}
