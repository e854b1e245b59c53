import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { money, SignedMoneySchema } from "../../platform/money.ts";
import type { PlacedRecipient } from "./portfolio.store.ts";
import { shareOf } from "./share-of.ts";
import { type ConcentrationSums, commonestName } from "./stored-sums.ts";

/** How many of the largest recipients are named. */
export const MOST_RECIPIENTS = 10;

/** On how few recipients the money of a currency rests. */
export const ConcentrationViewSchema = lazy(() =>
  z
    .strictObject({
      recipients: z.int(),
      committed: SignedMoneySchema(),
      herfindahl: z.number().nullable(),
      largest: z.array(
        z.strictObject({
          organisationId: idSchema("org").optional(),
          name: z.string(),
          commitments: z.int(),
          committed: SignedMoneySchema(),
          sharePercent: z.number().nullable(),
        }),
      ),
    })
    .meta({
      id: "PortfolioConcentration",
      description:
        "herfindahl: the sum of the squares of all recipients' shares of committed, from 0 to 1 (1: a single recipient). A recipient without an organisation is known by its name.",
    }),
);
export type ConcentrationView = z.infer<ReturnType<typeof ConcentrationViewSchema>>;

/** The view of a currency's concentration with its largest recipients. */
export function concentrationView(
  sums: ConcentrationSums,
  at: { readonly currency: string; readonly largest: readonly PlacedRecipient[] },
): ConcentrationView {
  const { recipients, committedMinor, squares } = sums;
  const { currency, largest } = at;
  return {
    recipients,
    committed: money(committedMinor, currency),
    herfindahl: shareOf(BigInt(squares), BigInt(committedMinor) ** 2n, { scale: 1n, decimals: 4 }),
    largest: largest.map(({ organisationId, sums: { count = 0, committedMinor: own = 0, names } }) => ({
      ...(organisationId === undefined ? {} : { organisationId }),
      name: commonestName(names) ?? "",
      commitments: count,
      committed: money(own, currency),
      sharePercent: shareOf(own, committedMinor),
    })),
  };
}
