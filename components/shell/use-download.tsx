"use client";

import { useMutation } from "@tanstack/react-query";
import type { MouseEvent } from "react";
import { toast } from "sonner";
import { explainError, requireDownload } from "#lib/queries/request";

/**
 * What a link to a file does when it is clicked: the browser saves the file under the name that the
 * server gives it. What cannot be downloaded now is said here: the browser would show a failed file
 * without a reason.
 */
export function useDownload() {
  const { mutate } = useMutation({
    mutationFn: requireDownload,
    onSuccess: (_, address) => {
      const link = document.createElement("a");
      link.href = address;
      link.download = "";
      link.click();
    },
    onError: (error) => toast.error(explainError(error)),
  });
  return (event: MouseEvent<HTMLAnchorElement>) => {
    event.preventDefault();
    mutate(event.currentTarget.href);
  };
}
