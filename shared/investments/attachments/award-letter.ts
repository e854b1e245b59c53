import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema, money, sumMinor } from "../../platform/money.ts";
import { DateSchema, PeriodSchema } from "../../platform/time.ts";
import { type Commitment, type CommitmentState, RecipientSchema } from "../commitment.ts";
import { COMMITMENT_STATUSES } from "../commitment-status.ts";
import type { Requirement } from "../requirements/requirement.ts";
import { type RuleNames, RuleWordsSchema, ruleInWords } from "../rule-in-words.ts";
import type { Tranche } from "../tranche.ts";
import { amountInWords } from "./amount-in-words.ts";
import {
  conditionInWords,
  indirectInWords,
  latenessInWords,
  matchInWords,
  responsibilityInWords,
  restrictionInWords,
} from "./letter-words.ts";

const SentencesSchema = lazy(() => z.array(z.string()));

const LetterTrancheSchema = lazy(() =>
  z.strictObject({
    number: z.int(),
    label: z.string().optional(),
    dueOn: DateSchema(),
    amount: MoneySchema(),
    amountInWords: z.string(),
    conditions: SentencesSchema().meta({ description: "Barrier, rights, and what became of them." }),
    paymentRule: RuleWordsSchema().optional(),
  }),
);

const LetterReportSchema = lazy(() =>
  z.strictObject({
    number: z.int(),
    title: z.string(),
    period: PeriodSchema().optional(),
    dueOn: DateSchema(),
    responsible: z.string(),
    lateness: z.string(),
  }),
);

/** What an award letter says: made from the record alone, so that the same version gives the same letter for ever. */
export const AwardLetterSchema = lazy(() =>
  z
    .strictObject({
      commitmentId: idSchema("cmt"),
      title: z.string(),
      status: z.enum(COMMITMENT_STATUSES),
      funder: RecipientSchema(),
      recipient: RecipientSchema(),
      fiscalSponsor: RecipientSchema().optional(),
      approvedOn: DateSchema().optional(),
      agreedOn: DateSchema().optional(),
      startOn: DateSchema(),
      endOn: DateSchema().optional(),
      purpose: z.string().optional(),
      amount: MoneySchema(),
      amountInWords: z.string(),
      schedule: z.array(LetterTrancheSchema()),
      scheduled: MoneySchema().meta({ description: "What the schedule adds up to." }),
      restriction: z.string(),
      reports: z.array(LetterReportSchema()),
      indirect: SentencesSchema(),
      match: SentencesSchema(),
      expenditureResponsibility: SentencesSchema(),
      signatures: z.array(z.strictObject({ as: z.string(), name: z.string() })),
      asRecorded: z.strictObject({ version: z.int(), at: z.iso.datetime() }),
    })
    .meta({ id: "AwardLetter" }),
);
export type AwardLetter = z.infer<ReturnType<typeof AwardLetterSchema>>;

/** An award letter from the record of a commitment: parties, amounts, conditions, rules and duties in plain words. Pure. */
export function composeAwardLetter(
  state: CommitmentState,
  recorded: { readonly version: number; readonly recordedAt: string },
  names: RuleNames,
): AwardLetter {
  const { commitment } = state;
  const amount = money(commitment.amountMinor, commitment.currency);
  const { approvedOn, agreedOn, endOn, fiscalSponsor } = commitment;
  return {
    commitmentId: commitment.id,
    title: commitment.title,
    status: commitment.status,
    funder: commitment.funder,
    recipient: commitment.recipient,
    startOn: commitment.startOn,
    ...defined({ fiscalSponsor, approvedOn, agreedOn, endOn, purpose: commitment.description }),
    amount,
    amountInWords: amountInWords(amount),
    schedule: state.tranches.map((tranche) => letterTranche(tranche, names)),
    scheduled: money(sumMinor(state.tranches.map(({ amountMinor }) => amountMinor)), commitment.currency),
    restriction: restrictionInWords(commitment),
    reports: state.requirements.filter(({ status }) => status !== "waived").map(letterReport),
    indirect: indirectInWords(commitment),
    match: matchInWords(commitment),
    expenditureResponsibility: responsibilityInWords(commitment),
    signatures: signaturesOf(commitment),
    asRecorded: { version: recorded.version, at: recorded.recordedAt },
  };
}

function letterTranche(tranche: Tranche, names: RuleNames): AwardLetter["schedule"][number] {
  const { number, label, dueOn, amountMinor, currency, rule } = tranche;
  const amount = money(amountMinor, currency);
  return {
    number,
    dueOn,
    amount,
    amountInWords: amountInWords(amount),
    conditions: conditionInWords(tranche),
    ...defined({ label, paymentRule: rule && ruleInWords(rule, names) }),
  };
}

function letterReport(requirement: Requirement): AwardLetter["reports"][number] {
  const { number, title, period, dueOn, responsible } = requirement;
  const shown = { number, title, dueOn, responsible: responsible.name };
  return { ...shown, ...defined({ period }), lateness: latenessInWords(requirement) };
}

function signaturesOf({ funder, recipient, fiscalSponsor }: Commitment): AwardLetter["signatures"] {
  return [
    { as: "Funder", name: funder.name },
    { as: "Recipient", name: recipient.name },
    ...(fiscalSponsor ? [{ as: "Fiscal sponsor", name: fiscalSponsor.name }] : []),
  ];
}
