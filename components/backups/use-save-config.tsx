"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FieldPath, UseFormReturn } from "react-hook-form";
import { type ConfigValues, inputOf } from "#components/backups/config-form";
import { countRules } from "#components/backups/retention-form";
import type { BackupConfigDto, RetentionPreviewDto } from "#lib/api/container-dto";
import { samePolicy } from "#lib/backups/same-policy";
import { backupConfigQuery, saveBackupConfig } from "#lib/queries/backup-config";
import { containerQuery } from "#lib/queries/containers";
import { ApiFailure } from "#lib/queries/request";
import { retentionPreviewQuery } from "#lib/queries/retention-preview";

const fields: readonly FieldPath<ConfigValues>[] = [
  "integration_id",
  "backup.command",
  "backup.timeout",
  "backup.cron_string",
  "backup.time_zone",
  "backup.instance_id",
  "restore.command",
  "restore.timeout",
  "retention.age",
  ...countRules.map((rule) => `retention.${rule}` as const),
];

type Asked = { values: ConfigValues; preview: RetentionPreviewDto };

/**
 * Saves the form; a retention that would remove backups is asked about first. What the API says of a
 * field is shown at it.
 */
export function useSaveConfig(
  containerId: string,
  form: UseFormReturn<ConfigValues>,
  onSaved: (config: BackupConfigDto) => unknown,
) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const save = useMutation({
    mutationFn: async ({ values, sure }: { values: ConfigValues; sure: boolean }) => {
      const preview = sure ? null : await previewOf(values);
      if (preview && preview.count > 0) {
        setAsked({ values, preview });
        return null;
      }
      return saveBackupConfig(containerId, inputOf(values));
    },
    onSuccess: (saved) => {
      if (!saved) return;
      client.setQueryData(backupConfigQuery(containerId).queryKey, saved);
      void client.invalidateQueries({
        queryKey: containerQuery(containerId).queryKey,
        exact: true,
      });
      onSaved(saved);
    },
    onError: (error) => {
      const problems = error instanceof ApiFailure ? (error.problem.fields ?? {}) : {};
      for (const field of fields) {
        const message = problems[field];
        if (message) form.setError(field, { message }, { shouldFocus: true });
      }
    },
  });

  /** What the values would remove that the saved policy does not. Asked anew: rows change. */
  async function previewOf(values: ConfigValues): Promise<RetentionPreviewDto | null> {
    const before = await client.fetchQuery({ ...backupConfigQuery(containerId), staleTime: 0 });
    const { retention = {}, backup } = inputOf(values);
    const zone = backup.time_zone ?? before?.backup.time_zone ?? "UTC";
    const same =
      before && before.backup.time_zone === zone && samePolicy(before.retention, retention);
    if (same) return null;
    return client.fetchQuery({
      ...retentionPreviewQuery(containerId, retention, zone),
      staleTime: 0,
    });
  }

  return {
    submit: (values: ConfigValues) => save.mutate({ values, sure: false }),
    /** What is asked about, or null. */
    preview: asked?.preview ?? null,
    confirm: () => {
      setAsked(null);
      if (asked) save.mutate({ values: asked.values, sure: true });
    },
    cancel: () => setAsked(null),
    isPending: save.isPending,
    isSaved: save.isSuccess && Boolean(save.data),
    error: save.error,
    hasFieldErrors: save.error instanceof ApiFailure && Boolean(save.error.problem.fields),
  };
}
