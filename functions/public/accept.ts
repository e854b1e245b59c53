import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";

/** What data is offered as, the first one where nobody asks for another. */
export const DATA_TYPES = {
  json: "application/json",
  ndjson: "application/x-ndjson",
  csv: "text/csv",
} as const;
export type DataFormat = keyof typeof DATA_TYPES;

/** What a release is offered as. */
export const PAGE_TYPES = { html: "text/html", json: "application/json" } as const;

/** The format that a request asks for, by its `Accept` header; `not_acceptable` where none of those offered is. */
export function formatOf<F extends string>(c: Context, offered: Readonly<Record<F, string>>): Result<F> {
  const formats = Object.keys(offered) as F[];
  const supports = Object.values<string>(offered);
  const header = c.req.header("accept") ?? "";
  const isOpen = /(^|[,\s])(\*\/\*|application\/\*)/.test(header);
  const first = formats[0];
  if (first && (header === "" || (isOpen && !supports.some((type) => header.includes(type)))))
    return ok(first);
  const best = accepts(c, { header: "Accept", supports, default: "" });
  const format = formats.find((one) => offered[one] === best);
  return format ? ok(format) : fail({ code: "not_acceptable", detail: `Offered: ${supports.join(", ")}.` });
}

/** Whether who asks reads pages: a problem is then said on one. */
export function readsPages(c: Context): boolean {
  const format = formatOf(c, PAGE_TYPES);
  return format.ok && format.value === "html";
}
