"use client";

import type { ReactNode } from "react";
import { BackupLogs } from "#components/backups/backup-logs";
import { reasonOf } from "#components/backups/backup-reason";
import { ByHand } from "#components/backups/by-hand";
import { keptSentence } from "#components/backups/kept-words";
import { ManifestView } from "#components/backups/manifest-view";
import { PartList } from "#components/backups/part-list";
import { BackupStatePill } from "#components/backups/state-pills";
import { triggerWords } from "#components/backups/trigger-word";
import {
  hasVerification,
  LastVerified,
  VerificationLine,
} from "#components/backups/verification-line";
import { useMember } from "#components/shell/member";
import { Bytes } from "#components/ui/bytes";
import { CopyButton } from "#components/ui/copy-button";
import { formatDuration } from "#components/ui/duration";
import { Fact, Facts } from "#components/ui/facts";
import { formatExact } from "#components/ui/relative-time";
import type { BackupDetailDto } from "#lib/api/backup-dto";

/** All that is known of one backup. */
export function BackupDetails({ backup }: { backup: BackupDetailDto }) {
  const { canManageConfig, canManageBackups } = useMember();
  const { target, state, exit_code: exitCode, creator, due, attempt } = backup;
  const reason = reasonOf(backup, undefined);
  const isStored = target.path !== "" && target.size > 0;
  return (
    <div className="flex flex-col gap-5">
      <Facts>
        <Fact name="State">
          <BackupStatePill state={state.current} />
          {reason && <p className="mt-1">{reason.text}</p>}
        </Fact>
        {state.current === "live" && <Fact name="Retention">{keptSentence(backup)}</Fact>}
        {isStored && (
          <Fact name="Verified">
            <LastVerified backup={backup} />
            {hasVerification(backup) && <VerificationLine backup={backup} />}
          </Fact>
        )}
        <Fact name="Trigger">
          {triggerWords[backup.trigger]}
          {attempt > 1 && `, try ${attempt}`}
          {creator.id !== null && ` by ${creator.name}`}
          {due && `, due ${formatExact(Date.parse(due))}`}
        </Fact>
        <Fact name="Instance">
          <Copied text={backup.instance_name} label="Copy the instance's name" />
        </Fact>
        <Fact name="Command">
          {canManageConfig ? (
            <Copied text={backup.command} label="Copy the command" />
          ) : (
            <span className="text-faint">Not visible to your role</span>
          )}
        </Fact>
        <Fact name="Exit code">{exitCode ?? "None"}</Fact>
        {backup.duration !== null && <Fact name="Took">{formatDuration(backup.duration)}</Fact>}
        {isStored && (
          <>
            <Fact name="Size">
              <Bytes value={target.size} /> stored
              {backup.original_size !== null && (
                <>
                  , <Bytes value={backup.original_size} /> written by the command
                </>
              )}
              , {backup.compression === "zstd" ? "zstd" : "not compressed"}
            </Fact>
            <Fact name="Integration">{target.integration_name}</Fact>
            <Fact name="Object key">
              <Copied text={target.path} label="Copy the object key" />
            </Fact>
            {target.file_id && (
              <Fact name="Version">
                <Copied text={target.file_id} label="Copy the version" />
              </Fact>
            )}
            {backup.sha256 && (
              <Fact name="SHA-256">
                <Copied text={backup.sha256} label="Copy the SHA-256" />
                <p className="font-sans text-sm text-faint">
                  of the parts' SHA-256 digests, put one after another
                </p>
              </Fact>
            )}
          </>
        )}
        <Fact name="Backup id">
          <Copied text={backup.id} label="Copy the backup id" />
        </Fact>
      </Facts>
      {backup.by_hand && canManageConfig && (
        <Section title="How to restore this by hand">
          <ByHand command={backup.by_hand.command} />
        </Section>
      )}
      {backup.parts.length > 0 && (
        <Section
          title={
            backup.parts.length === 1
              ? "1 part"
              : `${backup.parts.length.toLocaleString("en")} parts`
          }
        >
          <PartList parts={backup.parts} />
        </Section>
      )}
      {backup.manifest_path && canManageBackups && (
        <Section title="Manifest">
          <ManifestView backup={backup} path={backup.manifest_path} />
        </Section>
      )}
      <Section title={backup.restores.length > 0 ? "Log, and restores made from it" : "Log"}>
        <BackupLogs backup={backup} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-base">{title}</h3>
      {children}
    </section>
  );
}

/** A word of a machine's, and a button that copies it. */
function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 font-mono text-sm leading-5 [overflow-wrap:anywhere]">{text}</span>
      <CopyButton text={text} label={label} className="-my-1.5" />
    </span>
  );
}
