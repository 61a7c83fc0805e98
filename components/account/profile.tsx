"use client";

import { PasswordForm } from "#components/account/password-form";
import { SessionList } from "#components/account/session-list";
import { useMember } from "#components/shell/member";
import { NameForm } from "#components/shell/name-form";
import { Page } from "#components/shell/page";
import { Card } from "#components/ui/card";
import { renameAccount } from "#lib/queries/account";

/** One's own account. */
export function Profile() {
  const { name, email, role, hubName } = useMember();
  return (
    <Page title="Profile" detail={`${email}, ${role} of ${hubName}`} width="narrow">
      <div className="flex flex-col gap-4">
        <Card title="You">
          <NameForm
            name={name}
            save={renameAccount}
            saved={(kept) => `You are called ${kept} now`}
            autoComplete="name"
          />
        </Card>
        <Card title="Password">
          <PasswordForm email={email} />
        </Card>
        <SessionList />
      </div>
    </Page>
  );
}
