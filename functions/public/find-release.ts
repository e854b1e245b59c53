import type { Problem } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Manifest } from "../../shared/publication/published/manifest.ts";
import { findPublished, type ReleaseState } from "../../shared/publication/published/published.store.ts";
import type { Link } from "./answer.ts";

/** A published release: what it says of itself, and what became of it. */
export type Found = { readonly manifest: Manifest; readonly state: ReleaseState };

/** A release whatever became of it. One Query; `not_found`. */
export async function findRelease(table: Table, id: string): Promise<Result<Found>> {
  const found = await findPublished(table, id);
  return found ? ok(found) : fail({ code: "not_found", detail: "No release has this address." });
}

/** A release whose figures can be read. One Query; `not_found`, `gone` where it was withdrawn. */
export async function findReadable(table: Table, id: string): Promise<Result<Found>> {
  const found = await findRelease(table, id);
  return found.ok && found.value.state.status === "withdrawn" ? fail(goneProblem(found.value)) : found;
}

/** That a release was withdrawn, with all by which a copy of it can still be told and checked. */
export function goneProblem({ manifest, state }: Found): Problem {
  const { id, number, title, partnership, publishedAt, contentHash, chunks } = manifest;
  const { withdrawnAt, reason, correctedBy } = state;
  return {
    code: "gone",
    detail: `This release was withdrawn: ${reason ?? "no reason is recorded"}. What it said of itself and its hashes stay, so that a copy can be checked.`,
    extra: {
      release: { id, number, title, partnership, publishedAt, contentHash, chunks },
      withdrawnAt,
      reason,
      ...(correctedBy === undefined ? {} : { correctedBy }),
    },
  };
}

/** What a question is answered with that a release holds nothing for: one answer, whatever the reason. */
export const NOT_RELEASED: Problem = {
  code: "not_released",
  detail:
    "This release holds nothing for these. Who is signed in can ask for it to be released, with POST /v1/release-requests.",
  extra: { request: { method: "POST", href: "/v1/release-requests" } },
};

/** The releases that came after and before this one, where one corrects the other. */
export function linksOf({ manifest, state }: Found): Link[] {
  const { correctedBy } = state;
  const { corrects } = manifest;
  return [
    ...(correctedBy === undefined
      ? []
      : [{ rel: "successor-version", href: `/open/releases/${correctedBy}` }]),
    ...(corrects ? [{ rel: "predecessor-version", href: `/open/releases/${corrects.id}` }] : []),
  ];
}
