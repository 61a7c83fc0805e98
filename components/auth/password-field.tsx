"use client";

import { Field as BaseField } from "@base-ui/react/field";
import clsx from "clsx";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { controlClass, Field, type FieldProps } from "#components/ui/field";
import { IconButton } from "#components/ui/icon-button";

type Props = FieldProps & Omit<ComponentProps<"input">, "className" | "type">;

/** A password, hidden until its reader asks to see it. */
export function PasswordField({ label, help, error, ...input }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} help={help} error={error}>
      <span className="relative block">
        <BaseField.Control
          render={<input {...input} type={shown ? "text" : "password"} spellCheck={false} />}
          className={clsx(controlClass, "h-9 pr-10")}
        />
        <IconButton
          label={shown ? "Hide the password" : "Show the password"}
          onClick={() => setShown(!shown)}
          className="absolute top-0.5 right-0.5"
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      </span>
    </Field>
  );
}
