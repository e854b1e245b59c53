import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { type Money, money, SignedMoneySchema, sumMinor, toMinor } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { FrozenBodySchema, type FrozenReport, FrozenSectionSchema, WordsSchema, wordsOf } from "./frozen.ts";
import type { Section } from "./section.ts";

/**
 * A report as one funder reads it: the sections that its own template asks for, the figures of its own period, the money and documents of
 * its own commitment, and nothing that would tell of any other funder.
 */
export const HandedReportSchema = lazy(() =>
  z
    .strictObject({
      edition: z.int().positive(),
      submittedOn: DateSchema().optional(),
      contentHash: z.string().meta({
        description:
          "SHA-256 over canonical JSON of `partnershipId`, `requirement`, `money` and `sections` without words and totals.",
      }),
      ...FrozenBodySchema().shape,
      sections: z.array(
        FrozenSectionSchema().extend({
          words: WordsSchema()
            .optional()
            .meta({ description: "Its SHA-256 is `digest`; absent where they were erased." }),
          total: SignedMoneySchema().optional().meta({ description: "The sum of its money." }),
        }),
      ),
    })
    .meta({ id: "HandedReport" }),
);
export type HandedReport = z.infer<ReturnType<typeof HandedReportSchema>>;

/** The view of what was frozen for one requirement, with the words of its sections. */
export function handedReport(
  { body, contentHash }: FrozenReport,
  sections: ReadonlyMap<string, Section>,
  handed: { readonly edition: number; readonly submittedOn?: string | undefined },
): HandedReport {
  const { edition, submittedOn } = handed;
  const withWords = body.sections.map((section) => {
    const own = section.digest === undefined ? undefined : sections.get(section.key);
    const words = own && wordsOf(own, body.requirement.commitmentId);
    const total = totalOf(words?.money);
    return { ...section, ...(words ? { words } : {}), ...(total ? { total } : {}) };
  });
  return {
    edition,
    ...(submittedOn === undefined ? {} : { submittedOn }),
    contentHash,
    ...body,
    sections: withWords,
  };
}

/** The exact sum of money lines, which are all in the commitment's currency. */
function totalOf(lines: readonly { readonly amount: Money }[] | undefined): Money | undefined {
  const currency = lines?.[0]?.amount.currency;
  if (!lines || currency === undefined) return undefined;
  return money(sumMinor(lines.map(({ amount }) => toMinor(amount))), currency);
}
