import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";

/**
 * A strategy *shifts* a systems indicator; a systems indicator, or a strategy directly, *contributes to* an outcome. There is
 * no kind, and no field, that says "caused": a population indicator is linked to what is done, never owned by it.
 */
const LINK_KINDS = ["shifts", "contributes-to"] as const;

/** How well the hypothesis of a link is supported at present. */
const EVIDENCE_STRENGTHS = ["none", "emerging", "moderate", "strong"] as const;

/** What is said of a link when it is made. Its ends are ids: a strategy of the partnership, or an indicator of it. */
export const LinkFieldsSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(LINK_KINDS),
      fromId: z.union([idSchema("str"), idSchema("ind")], "Name a strategy or an indicator by its id."),
      toId: idSchema("ind"),
      hypothesis: z.string().trim().min(1).max(3000),
      evidence: z.enum(EVIDENCE_STRENGTHS),
      evidenceNote: z.string().trim().min(1).max(3000).optional(),
      evidenceUrls: z
        .array(z.url({ protocol: /^https?$/ }).max(1000))
        .max(10)
        .optional(),
      expectedLagMonths: z.int().min(0).max(240),
    })
    .meta({
      id: "NewLink",
      examples: [
        {
          kind: "shifts",
          fromId: "str_01JD0000000000000000000001",
          toId: "ind_01JD0000000000000000000001",
          hypothesis: "Families that a navigator accompanies are enrolled before the school year begins.",
          evidence: "emerging",
          expectedLagMonths: 12,
        },
      ],
    }),
);
export type LinkFields = z.infer<ReturnType<typeof LinkFieldsSchema>>;

/** A link as it is stored. */
export const LinkSchema = lazy(() =>
  LinkFieldsSchema().extend({ id: idSchema("lnk"), createdAt: z.iso.datetime() }),
);
export type Link = z.infer<ReturnType<typeof LinkSchema>>;

/**
 * Which levels an indicator at an end of a link may have. What lies beside schools (`adjacent`) is shifted as systems are;
 * `contributing` ones stand near outcomes, as early signs of them.
 */
const SYSTEM_LEVELS = ["system", "adjacent"] as const;
const OUTCOME_LEVELS = ["core", "contributing"] as const;

/** What must be true of an indicator for a link to hold: which field of the link names it, and its levels. */
export type IndicatorEnd = {
  readonly field: "fromId" | "toId";
  readonly indicatorId: string;
  readonly levels: readonly string[];
};

/** Whether a link begins at a strategy; otherwise it begins at a systems indicator. */
export function startsAtStrategy(link: Pick<Link, "fromId">): boolean {
  return link.fromId.startsWith("str_");
}

/** Whether a link leads from a strategy to an outcome with no systems indicator between: shown as such. */
export function isDirect(link: Pick<Link, "kind" | "fromId">): boolean {
  return link.kind === "contributes-to" && startsAtStrategy(link);
}

/** The ends of a link that are indicators, with the levels each may have. */
export function indicatorEnds(link: Pick<Link, "kind" | "fromId" | "toId">): IndicatorEnd[] {
  const levels = link.kind === "shifts" ? SYSTEM_LEVELS : OUTCOME_LEVELS;
  const to: IndicatorEnd = { field: "toId", indicatorId: link.toId, levels };
  if (startsAtStrategy(link)) return [to];
  return [{ field: "fromId", indicatorId: link.fromId, levels: SYSTEM_LEVELS }, to];
}

/**
 * A new link that fits those there are: it leads somewhere else than where it begins, only a strategy shifts, its strategy is one
 * of the partnership's, and the two ends are not linked yet. Refused at the field concerned, or with `already_exists`.
 */
export function checkLink(
  link: LinkFields,
  among: { readonly strategies: readonly { readonly id: string }[]; readonly links: readonly Link[] },
): Result<LinkFields> {
  if (link.fromId === link.toId)
    return fail(invalidAt("/toId", "A link leads to something else than itself."));
  if (link.kind === "shifts" && !startsAtStrategy(link))
    return fail(invalidAt("/fromId", "Only a strategy shifts a systems indicator."));
  if (startsAtStrategy(link) && !among.strategies.some((strategy) => strategy.id === link.fromId))
    return fail(invalidAt("/fromId", "This partnership has no such strategy."));
  const same = among.links.find(({ fromId, toId }) => fromId === link.fromId && toId === link.toId);
  if (!same) return ok(link);
  const detail = "These two are linked already. Remove that link first if it no longer says what you mean.";
  return fail({ code: "already_exists", detail, extra: { linkId: same.id } });
}
