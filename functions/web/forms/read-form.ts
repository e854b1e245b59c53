import type { Context } from "hono";
import type { Problem } from "../../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { Input, SentFile } from "./form.ts";

/** The largest form in bytes: a commitment with all its rows is a tenth of it. */
const LARGEST_FORM = 256 * 1024;
const MOST_FIELDS = 2_000;

const TOO_LARGE: Problem = {
  code: "body_too_large",
  detail: `A form is at most ${LARGEST_FORM / 1024} KB. Write less, or send it in parts.`,
};

/** What a file may hold in bytes, and what a form may with one: a function is called with at most 6 MB, of which a third is packing. */
const LARGEST_FILE = 4 * 1024 * 1024;
const TOO_LARGE_A_FILE: Problem = {
  code: "body_too_large",
  detail:
    "A file is at most 4 MB here. Split it, for instance by year, or send it by the API, which takes larger ones.",
};

/** The fields of a form that was sent, with its files where its page has such fields. Refused: too large, and any other type. */
export async function readForm(c: Context): Promise<Result<Input>> {
  const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "multipart/form-data") return readParts(c);
  if (type !== "application/x-www-form-urlencoded")
    return fail({ code: "unsupported_media_type", detail: "This address takes a form of its own page." });
  if (Number(c.req.header("content-length") ?? 0) > LARGEST_FORM) return fail(TOO_LARGE);
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > LARGEST_FORM) return fail(TOO_LARGE);
  const fields = new URLSearchParams(new TextDecoder().decode(bytes));
  if (fields.size > MOST_FIELDS) return fail(TOO_LARGE);
  return ok(inputOf(fields));
}

/** A form with files. A field of files in which none was chosen is sent without a name, and is none. */
async function readParts(c: Context): Promise<Result<Input>> {
  if (Number(c.req.header("content-length") ?? 0) > LARGEST_FILE + LARGEST_FORM)
    return fail(TOO_LARGE_A_FILE);
  const sent = await c.req.arrayBuffer();
  if (sent.byteLength > LARGEST_FILE + LARGEST_FORM) return fail(TOO_LARGE_A_FILE);
  const parts = await partsOf(c, sent);
  if (parts === undefined)
    return fail({ code: "invalid_request", detail: "The form did not arrive whole. Send it again." });
  const fields = new URLSearchParams();
  const files = new Map<string, SentFile>();
  for (const [name, value] of parts) {
    if (typeof value === "string") fields.append(name, value);
    else if (value.name !== "" && value.size > LARGEST_FILE) return fail(TOO_LARGE_A_FILE);
    else if (value.name !== "")
      files.set(name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  if (fields.size > MOST_FIELDS || fields.toString().length > LARGEST_FORM) return fail(TOO_LARGE);
  return ok({ ...inputOf(fields), file: (name) => files.get(name) });
}

async function partsOf(c: Context, bytes: ArrayBuffer): Promise<FormData | undefined> {
  const headers = { "content-type": c.req.header("content-type") ?? "" };
  try {
    return await new Response(bytes, { headers }).formData();
  } catch {
    return undefined;
  }
}

/** What an address brings along, to begin a form with. */
export function inputOf(fields: URLSearchParams): Input {
  return { get: (name) => fields.get(name) ?? undefined, names: () => [...fields.keys()] };
}
