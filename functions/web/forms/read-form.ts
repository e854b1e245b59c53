import type { Context } from "hono";
import type { Problem } from "../../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { Input } from "./form.ts";

/** The largest form in bytes: a commitment with all its rows is a tenth of it. */
const LARGEST_FORM = 256 * 1024;
const MOST_FIELDS = 2_000;

const TOO_LARGE: Problem = {
  code: "body_too_large",
  detail: `A form is at most ${LARGEST_FORM / 1024} KB. Write less, or send it in parts.`,
};

/** The fields of a form that was sent. Refused: too large, and any other type than a form without files. */
export async function readForm(c: Context): Promise<Result<Input>> {
  const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded")
    return fail({ code: "unsupported_media_type", detail: "This address takes a form of its own page." });
  if (Number(c.req.header("content-length") ?? 0) > LARGEST_FORM) return fail(TOO_LARGE);
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > LARGEST_FORM) return fail(TOO_LARGE);
  const fields = new URLSearchParams(new TextDecoder().decode(bytes));
  if (fields.size > MOST_FIELDS) return fail(TOO_LARGE);
  return ok(inputOf(fields));
}

/** What an address brings along, to begin a form with. */
export function inputOf(fields: URLSearchParams): Input {
  return { get: (name) => fields.get(name) ?? undefined };
}
