import { fail, ok, type Result } from "../platform/result.ts";

export type Decoding = {
  /** What bytes that are not UTF-8 are read as; left out, they are refused. Spreadsheets still write windows-1252. */
  readonly fallback?: "windows-1252";
};

/**
 * The text of an uploaded file: UTF-8 with or without a byte order mark, or UTF-16 with one. The mark itself is dropped.
 * Refused (`validation_failed`): bytes that are not UTF-8 where no fallback is given.
 */
export function decodeText(bytes: Uint8Array, { fallback }: Decoding = {}): Result<string> {
  const marked = utf16Of(bytes);
  if (marked !== undefined) return ok(new TextDecoder(marked).decode(bytes));
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    if (fallback !== undefined) return ok(new TextDecoder(fallback).decode(bytes));
    return fail({
      code: "validation_failed",
      detail: "The file is not UTF-8 text. Save it as UTF-8 and send it again.",
    });
  }
}

function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** Text without a byte order mark at its start (text that came as a string may still carry one). */
export function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
