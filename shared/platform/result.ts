import type { Problem } from "./problem.ts";

/** The outcome of something that may be refused. Bugs and failing infrastructure throw; a refusal is a value. */
export type Result<T> = Ok<T> | Failure;
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Failure = { readonly ok: false; readonly problem: Problem };

/** A success holding `value`. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** A refusal, said by a problem whose code has a row in `problem.ts`. */
export function fail(problem: Problem): Failure {
  return { ok: false, problem };
}
