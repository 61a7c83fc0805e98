"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Laptop } from "lucide-react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Chip } from "#components/ui/chip";
import { ErrorState } from "#components/ui/error-state";
import { RelativeTime } from "#components/ui/relative-time";
import { SkeletonRows } from "#components/ui/skeleton";
import type { SessionDto } from "#lib/api/account-dto";
import { accountKey, endSessions, sessionsQuery } from "#lib/queries/account";
import { explainError } from "#lib/queries/request";

/** Where the account is signed in, and the way to end it there. */
export function SessionList() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(sessionsQuery());
  const end = useMutation({
    mutationFn: endSessions,
    onSuccess: (ended, which) =>
      toast.success(
        which === "others" && ended !== 1 ? `${ended} sessions are ended` : "The session is ended",
      ),
    onError: (failure) => toast.error(explainError(failure)),
    onSettled: () => client.invalidateQueries({ queryKey: accountKey }),
  });
  const others = data?.filter(({ current }) => !current).length ?? 0;
  return (
    <Card
      title="Sessions"
      aside={
        others > 1 && (
          <Button
            size="sm"
            pending={end.isPending && end.variables === "others"}
            onClick={() => end.mutate("others")}
          >
            End all {others} others
          </Button>
        )
      }
    >
      {data ? (
        <ul className="-my-1">
          {data.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              isEnding={end.isPending && end.variables === session.id}
              onEnd={() => end.mutate(session.id)}
            />
          ))}
        </ul>
      ) : error ? (
        <ErrorState title="The sessions could not be loaded" onRetry={() => void refetch()}>
          {explainError(error)}
        </ErrorState>
      ) : (
        <SkeletonRows rows={2} label="Loading sessions" />
      )}
    </Card>
  );
}

type RowProps = { session: SessionDto; isEnding: boolean; onEnd: () => void };

function SessionRow({ session, isEnding, onEnd }: RowProps) {
  const { device, user_agent, current, created, last_seen } = session;
  return (
    <li className="flex min-h-[52px] items-center gap-3 border-b border-line-soft py-2 last:border-0">
      <Laptop aria-hidden className="size-4 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium" title={user_agent || undefined}>
            {device}
          </span>
          {current && <Chip className="shrink-0">This one</Chip>}
        </p>
        <p className="truncate text-sm text-faint">
          Signed in <RelativeTime at={created} className="lowercase" />, last seen{" "}
          <RelativeTime at={last_seen} className="lowercase" />
        </p>
      </div>
      {!current && (
        <Button size="sm" pending={isEnding} aria-label={`End ${device}`} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}
