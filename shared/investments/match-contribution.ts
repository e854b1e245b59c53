import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";

/** Raised: somebody says so. Verified: seen in records, and only then does it count. Rejected: it does not count. */
export const MATCH_STATUSES = ["raised", "verified", "rejected"] as const;

/** What somebody else gave that counts towards the match of a commitment; numbered from 1. */
export const MatchContributionSchema = lazy(() =>
  z.object({
    number: z.int().positive(),
    revision: z.int().positive(),
    contributor: z.object({ organisationId: idSchema("org").optional(), name: z.string() }),
    kind: z.enum(["cash", "in-kind"]),
    amountMinor: z.int().positive(),
    currency: CurrencySchema(),
    on: DateSchema(),
    /** What the contributor calls it: a contribution is counted once among all commitments of the funder. */
    reference: z.string(),
    status: z.enum(MATCH_STATUSES),
    decidedOn: DateSchema().optional(),
    evidence: z.string().optional(),
  }),
);
export type MatchContribution = z.infer<ReturnType<typeof MatchContributionSchema>>;

/** What makes two records one contribution: who gave it, and what that contributor calls it. */
export function contributionKey({
  contributor,
  reference,
}: Pick<MatchContribution, "contributor" | "reference">): string {
  const who = contributor.organisationId ?? normalised(contributor.name);
  return `${who}#${normalised(reference)}`;
}

/** Names and references are compared without regard to case and spacing. */
function normalised(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
