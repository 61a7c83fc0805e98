"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { IntegrationDto } from "#lib/api/types";
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
      if (verified.state.current === "live") toast.success(`${verified.name} works`);
      else {
        toast.error(`${verified.name} does not work yet`, {
          description: verified.state.error?.message,
        });
      }
    },
    onError: (error) => {
      toast.error(explainError(error));
      void client.invalidateQueries(integrationsQuery());
    },
  });
}
