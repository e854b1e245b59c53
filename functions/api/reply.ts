import type { Listed } from "../../shared/platform/page.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import type { Reply } from "./route.ts";

/** A page of a list as a reply: its items in the body, its cursor in the body and in `Link`. */
export function listReply<T>(listed: Result<Listed<T>>): Result<Reply> {
  if (!listed.ok) return listed;
  const { next } = listed.value;
  return ok({ status: 200, body: listed.value, ...(next === undefined ? {} : { next }) });
}

/** How something is answered under its version; made anew (201) with its address as well. */
export function shownAt(addressOf: (id: string) => string) {
  return (status: 200 | 201 | 202) =>
    <T extends { readonly id: string; readonly version: number }>(body: T): Reply => ({
      status,
      body,
      version: body.version,
      ...(status === 201 ? { location: addressOf(body.id) } : {}),
    });
}

/** What a use case answered, as a reply; a refusal passes unchanged. */
export function replyWith<T>(result: Result<T>, toReply: (value: T) => Reply): Result<Reply> {
  return result.ok ? ok(toReply(result.value)) : result;
}
