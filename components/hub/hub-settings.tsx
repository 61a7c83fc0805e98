"use client";

import { useQuery } from "@tanstack/react-query";
import { LeaveGuard } from "#components/containers/leave-guard";
import { SettingsForm } from "#components/hub/settings-form";
import { useMember } from "#components/shell/member";
import { NameForm } from "#components/shell/name-form";
import { Page } from "#components/shell/page";
import { Card } from "#components/ui/card";
import { ErrorState } from "#components/ui/error-state";
import { Notice } from "#components/ui/notice";
import { SkeletonRows } from "#components/ui/skeleton";
import { hubQuery, hubSettingsQuery, renameHub } from "#lib/queries/hub";
import { explainError } from "#lib/queries/request";

/** What holds for the whole hub. */
export function HubSettings() {
  const { canManageSettings } = useMember();
  const hub = useQuery(hubQuery());
  const settings = useQuery(hubSettingsQuery());
  const error = hub.error ?? settings.error;
  return (
    <Page title="Settings" detail="What holds for the whole hub." width="narrow">
      {!canManageSettings && (
        <Notice className="mb-4">Only an owner or admin of the hub can change these.</Notice>
      )}
      {hub.data && settings.data ? (
        <div className="flex flex-col gap-4">
          <Card title="Hub">
            <NameForm
              name={hub.data.name}
              save={renameHub}
              saved={(name) => `The hub is called ${name} now`}
              autoComplete="organization"
              canChange={canManageSettings}
            />
          </Card>
          <LeaveGuard>
            <SettingsForm settings={settings.data} canChange={canManageSettings} />
          </LeaveGuard>
        </div>
      ) : (
        <Card>
          {error ? (
            <ErrorState
              title="The settings could not be loaded"
              onRetry={() => {
                void hub.refetch();
                void settings.refetch();
              }}
            >
              {explainError(error)}
            </ErrorState>
          ) : (
            <SkeletonRows label="Loading the settings" />
          )}
        </Card>
      )}
    </Page>
  );
}
