"use client";

import { useState } from "react";
import { AttentionLine } from "#components/overview/attention-line";
import { allOfKind, attentionLooks } from "#components/overview/attention-words";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Pill } from "#components/ui/pill";
import { TextLink } from "#components/ui/text-link";
import type { AttentionDto } from "#lib/api/overview-dto";

const mostOfAKind = 3;

/** What needs a person, each with its one next step. */
export function Attention({ groups, isEmpty }: { groups: AttentionDto[]; isEmpty: boolean }) {
  return (
    <Card title="Needs attention">
      {groups.length === 0 ? (
        <p className="flex items-center gap-2 text-dim">
          <Pill tone={isEmpty ? "off" : "ok"} shape={isEmpty ? "dash" : "check"}>
            {isEmpty ? "Nothing yet" : "All well"}
          </Pill>
          {isEmpty ? "No container holds data." : "Nothing needs you now."}
        </p>
      ) : (
        <div className="-my-1.5">
          {groups.map((group) => (
            <Group key={group.kind} group={group} />
          ))}
        </div>
      )}
    </Card>
  );
}

/** The first of a kind; the others on request, as far as they are named, and then where they are listed. */
function Group({ group: { kind, total, data } }: { group: AttentionDto }) {
  const [isOpen, setOpen] = useState(false);
  const { word } = attentionLooks[kind];
  const shown = isOpen ? data : data.slice(0, mostOfAKind);
  const href = allOfKind(kind);
  const left = total - shown.length;
  const more = `${left.toLocaleString("en")} more ${word.toLowerCase()}`;
  return (
    <section aria-label={word} className="border-b border-line-soft last:border-0">
      <ul>
        {shown.map((item) => (
          <AttentionLine key={item.id} kind={kind} item={item} />
        ))}
      </ul>
      {left > 0 && (
        <p className="pb-2 text-sm text-dim">
          {!isOpen && (total <= data.length || href === null) ? (
            <Button size="sm" variant="quiet" className="-ml-2" onClick={() => setOpen(true)}>
              Show {data.length === total ? more : `${data.length - shown.length} of ${more}`}
            </Button>
          ) : href ? (
            <TextLink href={href}>{more}</TextLink>
          ) : (
            more
          )}
        </p>
      )}
    </section>
  );
}
