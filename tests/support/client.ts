import type { Answer, Call } from "./http-call.ts";
import type { Member, Target } from "./target.ts";

/** The API as one organisation uses it: paths are below /v1. */
export type Client = {
  readonly get: (path: string, headers?: Call["headers"]) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, headers?: Call["headers"]) => Promise<Answer>;
  /** With `If-Match` of a version, or without where none is given. */
  readonly put: (path: string, body: unknown, version?: number) => Promise<Answer>;
  readonly patch: (path: string, body: unknown, version?: number) => Promise<Answer>;
  readonly remove: (path: string, version?: number) => Promise<Answer>;
};

/** A client of an organisation's key. */
export function clientOf(target: Target, member: Pick<Member, "key">): Client {
  const call = (method: string, path: string, rest: Call = {}) =>
    target.call(method, `/v1${path}`, { credential: member.key, ...rest });
  const versioned = (version: number | undefined) =>
    version === undefined ? {} : { headers: { "if-match": `"${version}"` } };
  return {
    get: (path, headers = {}) => call("GET", path, { headers }),
    post: (path, body, headers = {}) =>
      call("POST", path, { ...(body === undefined ? {} : { body }), headers }),
    put: (path, body, version) => call("PUT", path, { body, ...versioned(version) }),
    patch: (path, body, version) => call("PATCH", path, { body, ...versioned(version) }),
    remove: (path, version) => call("DELETE", path, versioned(version)),
  };
}

/** The version in an answer's ETag. */
export function versionIn(answer: Answer): number {
  return Number(/^"(\d+)"$/.exec(answer.headers.etag ?? "")?.[1]);
}

/** The pointers of a problem document, in order. */
export function pointersIn(answer: Answer): string[] {
  const errors: readonly { readonly pointer?: string }[] = answer.body?.errors ?? [];
  return errors.map((error) => error.pointer ?? "");
}
