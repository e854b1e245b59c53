import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson, contentHash } from "./canonical-json.ts";
import { fail, ok, type Result } from "./result.ts";
import type { Position } from "./table.ts";

/** What a cursor is bound to: the list, the caller's organisation and the filters. Another query refuses it. */
export type CursorQuery = Readonly<Record<string, unknown>>;

/** An opaque, signed cursor: the position to go on from, usable with this very query only. */
export function sealCursor(secret: string, query: CursorQuery, position: Position): string {
  const body = Buffer.from(canonicalJson({ query: contentHash(query), position })).toString("base64url");
  return `${body}.${sign(secret, body)}`;
}

/** The position in a cursor, or `invalid_cursor` where it was altered or belongs to another query. */
export function openCursor(secret: string, query: CursorQuery, cursor: string): Result<Position> {
  const refused = fail({
    code: "invalid_cursor",
    detail: "Use the cursor as it was given, with the same filters; or start again without one.",
    errors: [{ parameter: "cursor", detail: "This cursor does not belong to this query." }],
  });
  const [body = "", signature = ""] = cursor.split(".");
  const expected = Buffer.from(sign(secret, body));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return refused;
  const content = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as {
    query: string;
    position: Position;
  };
  return content.query === contentHash(query) ? ok(content.position) : refused;
}

function sign(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("base64url");
}
