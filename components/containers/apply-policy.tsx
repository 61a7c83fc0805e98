"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { RetentionConfirm } from "#components/backups/retention-confirm";
import {
  noPolicy,
  type PolicyValues,
  policySchema,
  readPolicy,
} from "#components/containers/policy-form";
import { PolicyOutcome, removedBy } from "#components/containers/policy-outcome";
import { PolicyParts } from "#components/containers/policy-parts";
import type { Skipped } from "#components/containers/skipped-containers";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { useSettled } from "#components/ui/use-settled";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { backupConfigsKey } from "#lib/queries/backup-config";
import { integrationsQuery } from "#lib/queries/integrations";
import { applyPolicy, type PolicyInput, policyPreviewQuery } from "#lib/queries/many-containers";
import { explainError } from "#lib/queries/request";

type Props = {
  containers: ContainerSummaryDto[];
  onClose: () => void;
  /** Told of those that were left out although the preview did not say so. */
  onLeftOut: (skipped: Skipped[]) => void;
};

const settleMs = 300;

/** Schedule, retention and integration for many containers; says what changes before anything does. */
export function ApplyPolicy({ containers, onClose, onLeftOut }: Props) {
  // Those that were selected when it opened: the list may change behind it.
  const [targets] = useState(containers);
  const client = useQueryClient();
  const ids = useMemo(() => targets.map(({ id }) => id), [targets]);
  const { data: integrations = [] } = useQuery(integrationsQuery());
  const only = integrations.length === 1 ? integrations[0]?.id : undefined;
  const form = useForm<PolicyValues>({
    resolver: zodResolver(policySchema),
    defaultValues: noPolicy(only),
    mode: "onTouched",
  });
  const typed = JSON.stringify(readPolicy(useWatch({ control: form.control }) as PolicyValues));
  const settled = useSettled(typed, settleMs);
  const policy = useMemo(() => JSON.parse(settled) as PolicyInput | null, [settled]);
  const preview = useQuery({ ...policyPreviewQuery(ids, policy ?? {}), enabled: policy !== null });
  const isOld = typed !== settled || preview.isFetching;
  const results = policy && preview.data ? preview.data : null;
  const count = results?.filter(({ outcome }) => outcome === "change").length ?? 0;
  const removes = results ? removedBy(results) : null;
  const [asks, setAsks] = useState(false);

  const apply = useMutation({
    mutationFn: () => applyPolicy(ids, policy ?? {}, { preview: false }),
    // Also where it broke off: some may have it already.
    onSettled: () => client.invalidateQueries({ queryKey: backupConfigsKey }),
    onSuccess: (done) => {
      const changed = done.filter(({ outcome }) => outcome === "change").length;
      if (changed > 0) {
        const words = changed === 1 ? "1 container" : `${changed.toLocaleString("en")} containers`;
        toast.success(`The policy stands for ${words} now`);
      }
      const foreseen = new Set(results?.flatMap((one) => (one.outcome === "skip" ? [one.id] : [])));
      const names = new Map(targets.map(({ id, name }) => [id, name]));
      onLeftOut(
        done.flatMap(({ id, reason }) =>
          reason !== null && !foreseen.has(id) ? [{ id, name: names.get(id) ?? id, reason }] : [],
        ),
      );
      onClose();
    },
  });
  const submit = form.handleSubmit(() => {
    if (removes && removes.count > 0) setAsks(true);
    else apply.mutate();
  });
  const all =
    targets.length === 1 ? "1 container" : `${targets.length.toLocaleString("en")} containers`;
  return (
    <FormProvider {...form}>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        busy={apply.isPending}
        dismissible={!form.formState.isDirty}
        size="lg"
        title={`Apply a policy to ${all}`}
        description="What is not ticked stays as each container has it."
        footer={
          <>
            <Button disabled={apply.isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="accent"
              pending={apply.isPending}
              disabled={isOld || count === 0}
              focusableWhenDisabled
              onClick={submit}
            >
              {count > 0
                ? `Apply to ${count === 1 ? "1 container" : `${count.toLocaleString("en")} containers`}`
                : "Apply"}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-5">
          <PolicyParts integrations={integrations} />
          {preview.error || apply.error ? (
            <Notice
              tone="bad"
              role="alert"
              title={
                apply.error ? "It broke off: some may have it already" : "Nothing is applied yet"
              }
            >
              {explainError(apply.error ?? preview.error)}
            </Notice>
          ) : policy === null ? (
            <p className="text-dim">Tick what is to be set.</p>
          ) : (
            <PolicyOutcome results={results} containers={targets} isOld={isOld} />
          )}
        </div>
      </Dialog>
      <RetentionConfirm
        verb="Apply"
        removes={asks ? removes : null}
        onClose={() => setAsks(false)}
        onConfirm={() => {
          setAsks(false);
          apply.mutate();
        }}
      />
    </FormProvider>
  );
}
