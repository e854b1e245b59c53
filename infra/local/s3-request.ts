import { isObject } from "./aws-json.ts";

/** What S3 answers when it does not do what it is asked. */
export type S3Fault = { readonly status: number; readonly code: string; readonly message: string };
export type S3Address = { readonly bucket: string; readonly key: string; readonly query: URLSearchParams };

export function isS3Fault(value: unknown): value is S3Fault {
  return isObject(value) && typeof value.status === "number" && typeof value.code === "string";
}

/** Bucket and key of a path-style target below `prefix`. Steps upwards are refused, encoded or not. */
export function s3Address(target: string, prefix: string): S3Address | S3Fault {
  const url = target.slice(prefix.length).replace(/^\//, "");
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const slash = path.indexOf("/");
  const [bucket, key] = [decode(path.slice(0, slash)), decode(path.slice(slash + 1))];
  if (slash < 0 || !bucket || !key)
    return { status: 400, code: "InvalidURI", message: "Name a bucket and a key." };
  if (Buffer.byteLength(key) > 1_024) {
    return { status: 400, code: "KeyTooLongError", message: "Your key is too long" };
  }
  if (key.includes("\0") || key.split(/[/\\]/).some((step) => step === ".." || step === ".")) {
    return { status: 400, code: "InvalidURI", message: "A key has no steps upwards." };
  }
  return { bucket, key, query: new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1)) };
}

export type S3Caller = {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly now: Date;
};

/**
 * Whether a request may pass: signed by the SDK, or a presigned address whose time has not passed and that was made for
 * this method. Signatures themselves are not verified here: the keys of this machine are no secret.
 */
export function refuseS3(query: URLSearchParams, caller: S3Caller): S3Fault | undefined {
  if (caller.authorization?.startsWith("AWS4-HMAC-SHA256 ")) return undefined;
  if (!query.has("X-Amz-Signature")) return denied("Access Denied");
  const signedAt = parseAmzDate(query.get("X-Amz-Date"));
  const seconds = Number(query.get("X-Amz-Expires"));
  if (signedAt === undefined || !(seconds > 0 && seconds <= 604_800)) {
    return {
      status: 400,
      code: "AuthorizationQueryParametersError",
      message: "X-Amz-Date or X-Amz-Expires is not valid.",
    };
  }
  if (caller.now.getTime() > signedAt + seconds * 1_000) return denied("Request has expired");
  // A presigned address is signed for one method; the SDK names the action in it.
  const methods: Record<string, readonly string[]> = {
    GetObject: ["GET"],
    HeadObject: ["HEAD"],
    PutObject: ["PUT"],
    DeleteObject: ["DELETE"],
  };
  const allowed = methods[query.get("x-id") ?? ""];
  if (allowed && !allowed.includes(caller.method)) {
    const message = "The request signature we calculated does not match the signature you provided.";
    return { status: 403, code: "SignatureDoesNotMatch", message };
  }
  return undefined;
}

/** S3's error document. */
export function faultXml(fault: S3Fault, resource: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${fault.code}</Code><Message>${escapeXml(fault.message)}</Message>` +
    `<Resource>${escapeXml(resource)}</Resource><RequestId>local</RequestId></Error>`
  );
}

/** The bytes a Range header asks for; undefined when it asks for none, or in a form that is ignored. */
export function parseRange(
  header: string | undefined,
  length: number,
): { start: number; end: number } | S3Fault | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const suffix = match[1] === "";
  const start = suffix ? Math.max(0, length - Number(match[2])) : Number(match[1]);
  const end = suffix || match[2] === "" ? length - 1 : Math.min(Number(match[2]), length - 1);
  if (start > end)
    return { status: 416, code: "InvalidRange", message: "The requested range is not satisfiable" };
  return { start, end };
}

function denied(message: string): S3Fault {
  return { status: 403, code: "AccessDenied", message };
}

/** `20261123T120000Z` in milliseconds since 1970. */
function parseAmzDate(text: string | null): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? "");
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
