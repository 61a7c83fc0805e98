"use client";

import { Check, X } from "lucide-react";
import Link from "next/link";
import { useMember } from "#components/shell/member";
import { Card } from "#components/ui/card";
import { IconButton } from "#components/ui/icon-button";
import { undoToast } from "#components/ui/undo-toast";
import { useStored } from "#components/ui/use-stored";
import type { FirstStepsDto } from "#lib/api/overview-dto";

type Step = { words: string; detail: string; done: boolean; href: string };

function stepsOf(steps: FirstStepsDto): Step[] {
  return [
    {
      words: "Set up the owner",
      detail: "You are in.",
      done: true,
      href: "/",
    },
    {
      words: "Connect a store off-site",
      detail: "Backblaze B2 or any S3: a folder on this machine burns with it.",
      done: steps.off_site,
      href: "/hub/integrations",
    },
    {
      words: "Protect a container",
      detail: "Choose what to run, where to and when.",
      done: steps.protected,
      href: "/containers",
    },
    {
      words: "Make the first backup",
      detail: "It is live when it can be restored.",
      done: steps.backed_up,
      href: "/containers",
    },
    {
      words: "Try a restore",
      detail: "The sync icon on a live backup. Now is the time, not on the day you need it.",
      done: steps.restored,
      href: "/backups?state=live",
    },
  ];
}

/** What a new hub does first. Goes away by itself once a restore was tried, or when it is dismissed. */
export function FirstSteps({ hubId, steps }: { hubId: string; steps: FirstStepsDto }) {
  const { canManageBackups } = useMember();
  const [dismissed, setDismissed] = useStored(`holdfast-first-steps-${hubId}`);
  if (steps.restored || dismissed !== null || !canManageBackups) return null;
  const list = stepsOf(steps);
  const next = list.find(({ done }) => !done);

  function dismiss() {
    setDismissed("dismissed");
    undoToast("The first steps are hidden.", () => setDismissed(null));
  }

  return (
    <Card
      title="First steps"
      aside={
        <span className="-my-1.5 flex items-center gap-2 text-sm text-faint">
          {list.filter(({ done }) => done).length} of {list.length} done
          <IconButton label="Hide the first steps" onClick={dismiss}>
            <X aria-hidden />
          </IconButton>
        </span>
      }
    >
      <ol className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-5">
        {list.map((step, index) => (
          <li key={step.words} className="flex gap-2.5">
            <Mark number={index + 1} step={step} isNext={step === next} />
            <div className="min-w-0">
              {step.done ? (
                <span className="text-dim">{step.words}</span>
              ) : (
                <Link href={step.href} prefetch={false} className="font-semibold hover:underline">
                  {step.words}
                </Link>
              )}
              <span className="sr-only">{step.done ? ", done" : ", to do"}</span>
              <p className="text-sm text-faint text-pretty">{step.detail}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Mark({ number, step, isNext }: { number: number; step: Step; isNext: boolean }) {
  if (step.done) {
    return (
      <span
        aria-hidden
        className="grid size-5 shrink-0 place-items-center rounded-full bg-ok-soft text-ok"
      >
        <Check className="size-3" strokeWidth={3} />
      </span>
    );
  }
  return (
    <span
      aria-hidden
      className={
        isNext
          ? "grid size-5 shrink-0 place-items-center rounded-full bg-accent text-xs font-semibold text-on-accent"
          : "grid size-5 shrink-0 place-items-center rounded-full border border-field text-xs text-dim"
      }
    >
      {number}
    </span>
  );
}
