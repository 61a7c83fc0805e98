"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Notice } from "#components/ui/notice";
import type { BackupDetailDto } from "#lib/api/backup-dto";
import { manifestQuery } from "#lib/queries/backups";
import { explainError } from "#lib/queries/request";

type Props = { backup: BackupDetailDto; path: string };

/** The manifest as it lies beside the backup: read from there when somebody asks. */
export function ManifestView({ backup, path }: Props) {
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    ...manifestQuery(backup.container_id, backup.id),
    enabled: isAsked,
  });
  const text = data?.content ? JSON.stringify(data.content, null, 2) : null;
  return (
    <>
      <p className="mb-2 flex items-start gap-1">
        <span className="min-w-0 font-mono text-sm leading-5 [overflow-wrap:anywhere]">{path}</span>
        <CopyButton text={path} label="Copy the manifest's key" className="-my-1.5" />
      </p>
      {text ? (
        <div className="rounded-lg border border-line bg-inset p-3">
          <CopyButton words text={text} label="Copy the manifest" className="float-right ml-2" />
          <pre className="max-h-72 overflow-auto font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
            {text}
          </pre>
        </div>
      ) : error && !isFetching ? (
        <Notice
          tone="bad"
          role="alert"
          title="The manifest could not be read"
          action={
            <Button size="sm" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {explainError(error)}
        </Notice>
      ) : data ? (
        <Notice tone="warn" title="No manifest of ours is there">
          The backup can be restored all the same. A catalogue that is rebuilt from what is stored
          could not find it.
        </Notice>
      ) : (
        <Button size="sm" pending={isFetching} onClick={() => setAsked(true)}>
          Read it as it is stored
        </Button>
      )}
    </>
  );
}
