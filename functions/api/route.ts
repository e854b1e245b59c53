import type * as z from "zod";
import type { Action } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import type { Author } from "../../shared/platform/history.ts";
import type { IdempotentRequest } from "../../shared/platform/idempotency.ts";
import type { ProblemCode } from "../../shared/platform/problem.ts";
import type { Result } from "../../shared/platform/result.ts";
import type { ApiDeps } from "./deps.ts";

export const METHODS = ["get", "post", "put", "patch", "delete"] as const;
export type Method = (typeof METHODS)[number];
export const FORMATS = {
  json: "application/json",
  html: "text/html",
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  svg: "image/svg+xml",
} as const;
export type Format = keyof typeof FORMATS;

type Schema = () => z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.infer<ReturnType<S>> : undefined;

/** What a route's function is given: everything read, checked and permitted already. */
export type RouteInput<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
> = {
  readonly principal: Principal;
  readonly author: Author;
  readonly now: string;
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  /** The version the client read, from `If-Match`; present wherever the route requires it. */
  readonly ifMatch?: number;
  /** The `Idempotency-Key` of a POST, to be written with what it makes: say where that can be read. */
  readonly idempotency?: (status: number, location: string) => IdempotentRequest;
  readonly format: Format;
  /** Where the API is reached, for links: "https://host". */
  readonly origin: string;
};

/** What a route answers. `version` becomes the ETag, `next` the cursor of the next page (in `Link` and in the body). */
export type Reply = {
  readonly status: 200 | 201 | 202 | 204 | 207;
  readonly body?: unknown;
  /** A text instead of JSON, in the format that was asked for. */
  readonly text?: string;
  /** Or a file. */
  readonly bytes?: Uint8Array;
  /** Where the address says another format than the header. */
  readonly format?: Format;
  readonly version?: number;
  readonly location?: string;
  readonly next?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A route: what it is called, what it takes, who may use it, what it answers, and the one use case it calls. */
export type Route<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  Deps = ApiDeps,
> = {
  readonly method: Method;
  /** Under `/v1`, parameters in braces: "/commitments/{commitmentId}". */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The row of the permission table that lets one in; whose things one may touch is the use case's concern. */
  readonly action: Action;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** A PUT, PATCH or DELETE of something versioned: 428 without `If-Match`. */
  readonly requiresVersion?: boolean;
  /** A POST whose repetition changes nothing by itself: with an idempotency key it is simply done again, other bodies refused. */
  readonly repeatable?: boolean;
  readonly formats?: readonly Format[];
  /** What it refuses with beyond what its method and its schemas tell, for the API's document. */
  readonly refuses?: readonly ProblemCode[];
  readonly responses: Readonly<Partial<Record<Reply["status"], { description: string; schema?: Schema }>>>;
  readonly handle: (input: RouteInput<P, Q, B>, deps: Deps) => Promise<Result<Reply>>;
};

/** A route of a function that stands on something else than the API does. */
export type RouteOf<Deps> = Route<Schema | undefined, Schema | undefined, Schema | undefined, Deps>;

/** Declares a route, so that the types of its input follow from its schemas. */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  Deps = ApiDeps,
>(definition: Route<P, Q, B, Deps>): RouteOf<Deps> {
  // The input's types are checked where the route is declared; the table of routes holds them erased.
  return definition as unknown as RouteOf<Deps>;
}
