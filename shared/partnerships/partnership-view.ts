import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { isDirect, type Link, LinkSchema } from "./link.ts";
import { type Partnership, PartnershipSchema, type PartnershipState } from "./partnership.ts";
import { StrategySchema } from "./strategy.ts";

/** A link as the API shows it. */
export const LinkViewSchema = lazy(() =>
  LinkSchema()
    .extend({
      direct: z
        .boolean()
        .meta({ description: "From a strategy to an outcome, no systems indicator between." }),
    })
    .meta({ id: "Link" }),
);
export type LinkView = z.infer<ReturnType<typeof LinkViewSchema>>;

/** A partnership as a list shows it. */
export const PartnershipSummarySchema = lazy(() =>
  PartnershipSchema()
    .extend({ version: z.int().positive(), recordedAt: z.iso.datetime() })
    .meta({ id: "PartnershipSummary" }),
);
export type PartnershipSummary = z.infer<ReturnType<typeof PartnershipSummarySchema>>;

/** A partnership with its strategies and links inside. */
export const PartnershipViewSchema = lazy(() =>
  PartnershipSummarySchema()
    .extend({ strategies: z.array(StrategySchema()), links: z.array(LinkViewSchema()) })
    .meta({ id: "Partnership" }),
);
export type PartnershipView = z.infer<ReturnType<typeof PartnershipViewSchema>>;

export function linkView(link: Link): LinkView {
  return { ...link, direct: isDirect(link) };
}

export function summaryView(listed: {
  readonly head: Partnership;
  readonly version: number;
  readonly recordedAt: string;
}): PartnershipSummary {
  return { ...listed.head, version: listed.version, recordedAt: listed.recordedAt };
}

/** What all who may read a partnership are shown: never with whom it is shared. */
export function partnershipView(
  partnership: PartnershipState & { readonly version: number; readonly recordedAt: string },
): PartnershipView {
  return {
    ...summaryView(partnership),
    strategies: [...partnership.strategies],
    links: partnership.links.map(linkView),
  };
}
