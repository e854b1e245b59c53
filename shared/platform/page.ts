import * as z from "zod";
import { type CursorQuery, openCursor, sealCursor } from "./cursor.ts";
import { lazy } from "./lazy.ts";
import { ok, type Result } from "./result.ts";
import type { Position } from "./table.ts";

/** How much of a list to give, and from where. */
export const PageQuerySchema = lazy(() =>
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().min(1).max(2000).optional(),
  }),
);
export type PageQuery = z.infer<ReturnType<typeof PageQuerySchema>>;

/** A page of a list as the API answers it. */
export type Listed<T> = { readonly items: readonly T[]; readonly next?: string };

/** The schema of a page of a list. */
export function listedSchema<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().optional().meta({ description: "The cursor of the next page; absent on the last one." }),
  });
}

/** How to read one page of a list: at most `limit` items from a position on, and the position at which the page ended. */
export type ReadPage<T> = (paging: {
  readonly limit: number;
  readonly from?: Position;
}) => Promise<{ readonly items: readonly T[]; readonly next?: Position }>;

/**
 * One page of a list, from the cursor that the client sent and with the one it will send next. `query` says which list this
 * is, whose, and how filtered: a cursor of any other is refused with `invalid_cursor`.
 */
export async function pageOf<T>(
  secret: string,
  ask: { readonly query: CursorQuery; readonly page: Pick<PageQuery, "limit" | "cursor"> },
  read: ReadPage<T>,
): Promise<Result<Listed<T>>> {
  const { limit, cursor } = ask.page;
  const from = cursor === undefined ? ok(undefined) : openCursor(secret, ask.query, cursor);
  if (!from.ok) return from;
  const page = await read({ limit, ...(from.value ? { from: from.value } : {}) });
  return ok({ items: page.items, ...(page.next ? { next: sealCursor(secret, ask.query, page.next) } : {}) });
}
