import type { IncomingMessage } from "node:http";

/** A request to the gateway, by the name that S3 has for it. */
export type S3Call = {
  operation: Operation;
  /** Without the bucket; "" for a call about the bucket. */
  key: string;
  /** Of an UploadPart. */
  part: number | null;
};

export type Operation =
  | "CreateMultipartUpload"
  | "UploadPart"
  | "CompleteMultipartUpload"
  | "AbortMultipartUpload"
  | "ListMultipartUploads"
  | "PutObject"
  | "GetObject"
  | "HeadObject"
  | "DeleteObject"
  | "Bucket";

/** Reads what is asked for from method and address, path style. */
export function readS3Call({ method, url }: Pick<IncomingMessage, "method" | "url">): S3Call {
  const { pathname, searchParams } = new URL(url ?? "/", "http://gateway");
  const key = decodeURIComponent(pathname.split("/").slice(2).join("/"));
  const part = searchParams.get("partNumber");
  return {
    operation: nameOf(method ?? "GET", key, searchParams),
    key,
    part: part === null ? null : Number(part),
  };
}

function nameOf(method: string, key: string, query: URLSearchParams): Operation {
  if (query.has("uploads"))
    return method === "POST" ? "CreateMultipartUpload" : "ListMultipartUploads";
  if (key === "") return "Bucket";
  if (query.has("uploadId")) {
    if (method === "PUT") return "UploadPart";
    return method === "POST" ? "CompleteMultipartUpload" : "AbortMultipartUpload";
  }
  switch (method) {
    case "PUT":
      return "PutObject";
    case "HEAD":
      return "HeadObject";
    case "DELETE":
      return "DeleteObject";
    default:
      return "GetObject";
  }
}
