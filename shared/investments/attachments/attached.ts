import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { attributesOf, type Part } from "../../platform/aggregate.ts";
import type { Author } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { getItem, queryPage, type Table } from "../../platform/table.ts";
import { commitmentPk } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { mayRead, readCommitment } from "../read-commitment.ts";
import { ReasonSchema } from "../reason.ts";

/** For whom something lies beside a commitment: for its funder alone, or for all who may read the commitment. */
export const VISIBILITIES = ["funder", "parties"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Who did something, for which organisation. */
export const AuthorSchema = lazy(() => z.object({ principalId: z.string(), organisationId: z.string() }));

/** That it was taken away again: when, by whom, and why. */
export const TakenAwaySchema = lazy(() =>
  z.object({ at: z.iso.datetime(), by: AuthorSchema(), reason: z.string() }),
);

/** Why something beside a commitment is taken away. */
export const TakingAwaySchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "TakingAway" }),
);

type Attached = { readonly by: Author; readonly visibility: Visibility };

/** Whether somebody is the funder of a commitment. */
export function isFunder({ funder }: Pick<Commitment, "funder">, { organisationId }: Principal): boolean {
  return funder.organisationId === organisationId;
}

/** Whether somebody sees what lies beside a commitment, given that they may read the commitment itself. */
export function sees(
  commitment: Commitment,
  { visibility }: Pick<Attached, "visibility">,
  who: Principal,
): boolean {
  return visibility === "parties" ? mayRead(commitment, who) : isFunder(commitment, who);
}

/** Refuses what its own author would not see: whoever is not the funder puts it there for both. */
export function checkVisibility(
  commitment: Commitment,
  visibility: Visibility,
  who: Principal,
): Result<undefined> {
  if (visibility === "parties" || isFunder(commitment, who)) return ok(undefined);
  return fail(invalidAt("/visibility", 'What your organisation puts here is for both: write "parties".'));
}

/** Refuses to take away what somebody else put there; the funder, who keeps the record, may take away anything. */
export function checkTakingAway(
  commitment: Commitment,
  { by }: Pick<Attached, "by">,
  who: Principal,
): Result<undefined> {
  if (isFunder(commitment, who) || by.organisationId === who.organisationId) return ok(undefined);
  return fail({ code: "forbidden", detail: "Only who put it there, and the funder, may take it away." });
}

/**
 * A part that may name people: the history holds a digest of it, salted anew whenever it is written, so that nobody can test
 * guesses against it once the part itself is gone.
 */
export function personalPart(part: Omit<Part, "personal">): Part {
  const salt = randomBytes(16).toString("base64url");
  return { ...part, attributes: { ...part.attributes, salt }, personal: true };
}

/** Reads one kind of what lies beside commitments. */
export type Kind<T> = {
  /** What its sort keys begin with; the id follows. */
  readonly prefix: string;
  readonly parse: (attributes: Record<string, unknown>) => T;
  readonly isSeen: (commitment: Commitment, one: T, who: Principal) => boolean;
  readonly missing: string;
};

type Asked = { readonly id: string; readonly principal: Principal };

/** One thing beside a commitment, as somebody may see it; else `not_found`. One round: a Query and a GetItem. */
export async function readAttached<T>(
  table: Table,
  kind: Kind<T>,
  asked: Asked & { readonly attachedId: string },
): Promise<Result<{ readonly one: T; readonly commitment: Commitment }>> {
  const { id, principal, attachedId } = asked;
  const [loaded, item] = await Promise.all([
    readCommitment(table, id, principal),
    getItem(table, { pk: commitmentPk(id), sk: `${kind.prefix}${attachedId}` }),
  ]);
  if (!loaded.ok) return loaded;
  const { commitment } = loaded.value.state;
  const one = item && kind.parse(attributesOf(item));
  if (one === undefined || !kind.isSeen(commitment, one, principal))
    return fail({ code: "not_found", detail: kind.missing });
  return ok({ one, commitment });
}

/**
 * A page of what lies beside a commitment, the latest first, without what the caller may not see: so a page may be short and have
 * a next one. Two rounds.
 */
export async function listAttached<T>(
  deps: { readonly table: Table; readonly cursorSecret: string },
  kind: Kind<T>,
  asked: Asked & {
    readonly page: PageQuery;
    /** The commitment as it was read a moment ago, which spares reading it again. */
    readonly loaded?: Awaited<ReturnType<typeof readCommitment>>;
  },
): Promise<Result<Listed<T>>> {
  const { id, principal, page } = asked;
  const loaded = asked.loaded ?? (await readCommitment(deps.table, id, principal));
  if (!loaded.ok) return loaded;
  const { commitment } = loaded.value.state;
  const query = { list: kind.prefix, id, organisationId: principal.organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const found = await queryPage(deps.table, {
      partition: commitmentPk(id),
      prefix: kind.prefix,
      descending: true,
      ...paging,
    });
    const all = found.items.map((item) => kind.parse(attributesOf(item)));
    const items = all.filter((one) => kind.isSeen(commitment, one, principal));
    return { items, ...(found.next ? { next: found.next } : {}) };
  });
}
