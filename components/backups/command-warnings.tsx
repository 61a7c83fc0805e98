import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { type CommandOperation, commandWarnings } from "#lib/backups/commands/command-warnings";

type Props = {
  text: string;
  operation: CommandOperation;
  /** Missing where nothing may be changed. */
  onFix: ((fixed: string) => void) | undefined;
};

/** What cannot work or may surprise, each with the one click that mends it. */
export function CommandWarnings({ text, operation, onFix }: Props) {
  const warnings = commandWarnings(text, { operation });
  return warnings.map(({ code, level, message, fix }) => (
    <Notice
      key={`${code} ${message}`}
      tone={level === "warning" ? "warn" : "info"}
      role="status"
      action={
        fix &&
        onFix && (
          <Button size="sm" onClick={() => onFix(fix.command)}>
            {fix.label}
          </Button>
        )
      }
    >
      {message}
    </Notice>
  ));
}
