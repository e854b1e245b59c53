import { SEED } from "./seeded.ts";

/** The few fields that the demo reads of the many kinds of answers. */
export type Body = {
  readonly id: string;
  readonly organisation?: { readonly id: string; readonly recordedAt: string };
  readonly status?: string;
  readonly window?: string;
  readonly targets?: readonly unknown[];
  readonly items?: readonly { readonly organisationId: string; readonly id?: string }[];
  readonly own?: readonly unknown[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly results?: readonly { readonly errors?: readonly { readonly code?: string }[] }[];
};

/** An answer of the API: what it says, and the version it carries. */
export type Answer = { readonly body: Body; readonly version: number };

/** The API as one organisation of the demo uses it. Each call throws where the API refuses, with its problem document. */
export type ApiClient = {
  readonly get: (path: string) => Promise<Answer>;
  /** `label` names what is made, once and for all: the `Idempotency-Key` is derived from it. Without it, it is safe to repeat. */
  readonly post: (path: string, body: unknown, label?: string) => Promise<Answer>;
  /** A deed without words, done to the version that was read. */
  readonly postOver: (path: string, version: number, label: string) => Promise<Answer>;
  readonly put: (path: string, body: unknown, version: number) => Promise<Answer>;
  readonly patch: (path: string, body: unknown, version: number) => Promise<Answer>;
};

/** A client that signs in with a token or an API key. */
export function apiClient(origin: string, credential: string): ApiClient {
  const call = async (method: string, path: string, sent: { body?: unknown; headers?: object } = {}) => {
    const response = await fetch(`${origin}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${credential}`,
        ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    const version = Number(/\d+/.exec(response.headers.get("etag") ?? "")?.[0] ?? 0);
    return { body: text === "" ? undefined : JSON.parse(text), version };
  };
  const ifMatch = (version: number) => ({ "if-match": `"${version}"` });
  const keyed = (label: string) => ({ "idempotency-key": `demo:${SEED}:${label}` });
  return {
    get: (path) => call("GET", path),
    post: (path, body, label) =>
      call("POST", path, {
        body,
        ...(label === undefined ? {} : { headers: keyed(label) }),
      }),
    postOver: (path, version, label) =>
      call("POST", path, { headers: { ...ifMatch(version), ...keyed(label) } }),
    put: (path, body, version) => call("PUT", path, { body, headers: ifMatch(version) }),
    patch: (path, body, version) => call("PATCH", path, { body, headers: ifMatch(version) }),
  };
}
