"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { IntegrationDto } from "#lib/api/integration-dto";
import { integrationsQuery, verifyIntegration } from "#lib/queries/integrations";
import { explainError } from "#lib/queries/request";

/** Puts an integration as it is now into the list. */
export function usePutIntegration() {
  const client = useQueryClient();
  return (changed: IntegrationDto) =>
    client.setQueryData(integrationsQuery().queryKey, (list) => {
      if (!list) return list;
      const isKnown = list.some(({ id }) => id === changed.id);
      return isKnown
        ? list.map((old) => (old.id === changed.id ? changed : old))
        : [...list, changed];
    });
}

/** Says what a verify has found. */
export function tellVerified({ name, state }: IntegrationDto): void {
  if (state.current === "live") toast.success(`${name} works`);
  else toast.error(`${name} does not work yet`, { description: state.error?.message });
}

/** Verifies with real calls; what it found stands on the integration's card. */
export function useVerify() {
  const put = usePutIntegration();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (integration: IntegrationDto) => {
      const { error: _, ...state } = integration.state;
      put({ ...integration, state: { ...state, current: "verifying" } });
      return verifyIntegration(integration.id);
    },
    onSuccess: (verified) => {
      put(verified);
      tellVerified(verified);
    },
    onError: (error) => {
      toast.error(explainError(error));
      void client.invalidateQueries(integrationsQuery());
    },
  });
}
