import fc from "fast-check";
import type { Book } from "../../../../shared/investments/accounting/atoms.ts";
import type { LedgerEntry } from "../../../../shared/investments/ledger-entry.ts";
import { type NewEntry, postEntries } from "../../../../shared/investments/post-entries.ts";
import { recognitionOf } from "../../../../shared/investments/recognition.ts";
import { NO_TOTALS, type Totals } from "../../../../shared/investments/totals.ts";
import { TrancheSchema } from "../../../../shared/investments/tranche.ts";
import { addDays } from "../../../../shared/platform/time.ts";

export const AGREED_ON = "2026-03-15";
const SETTINGS = { discountRates: [{ from: "2026-01-01", rate: "0.0425" }] };

/** Posts entries that are given in short; ids count from e1. */
export function posted(
  entries: readonly (Partial<NewEntry> & Pick<NewEntry, "kind" | "on">)[],
): LedgerEntry[] {
  const whole = entries.map((entry, index) => ({
    id: `e${index + 1}`,
    amountMinor: 0,
    conditionalMinor: 0,
    ...entry,
  }));
  return postEntries({ totals: NO_TOTALS, flows: {}, entries: 0, currency: "USD" }, whole).entries;
}

type Part = {
  number: number;
  dueOn: string;
  amountMinor: number;
  isConditional: boolean;
  paidMinor: number;
  advancedMinor: number;
  refundedMinor: number;
  releasedMinor: number;
};
type Step = { deed: number; tranche: number; share: number; wait: number };

/** A ledger as a commitment's life makes it: any order of deeds that its rules allow, reversals among them. */
export type Life = { book: Book; totals: Totals; lastOn: string };

const Tranches = fc.array(
  fc.record({
    dueIn: fc.integer({ min: 0, max: 2600 }),
    amountMinor: fc.integer({ min: 1, max: 900_000_000 }),
    isConditional: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);
const Steps = fc.array(
  fc.record({
    deed: fc.nat({ max: 7 }),
    tranche: fc.nat({ max: 3 }),
    share: fc.integer({ min: 1, max: 4 }),
    wait: fc.nat({ max: 150 }),
  }),
  { maxLength: 25 },
);

/** Random lives of a commitment. */
export const lives: fc.Arbitrary<Life> = fc.tuple(Tranches, Steps).map(([tranches, steps]) => {
  const parts = tranches.map(({ dueIn, amountMinor, isConditional }, index) => ({
    ...{ number: index + 1, dueOn: addDays(AGREED_ON, dueIn), amountMinor, isConditional },
    ...{ paidMinor: 0, advancedMinor: 0, refundedMinor: 0, releasedMinor: 0 },
  }));
  const made: NewEntry[] = [...agreed(parts)];
  let on = AGREED_ON;
  for (const [index, step] of steps.entries()) {
    on = addDays(on, step.wait);
    const part = parts[step.tranche % parts.length];
    if (part) made.push(...does(part, step, { on, id: `s${index}`, made }));
  }
  const { commitment, entries } = postEntries(
    { totals: NO_TOTALS, flows: {}, entries: 0, currency: "USD" },
    made,
  );
  return {
    book: { entries, tranches: parts.map(toTranche), contributions: [] },
    totals: commitment.totals,
    lastOn: on,
  };
});

function agreed(parts: readonly Part[]): NewEntry[] {
  const sum = (some: readonly Part[]) => some.reduce((total, each) => total + each.amountMinor, 0);
  const open = parts.filter(({ isConditional }) => !isConditional);
  const conditionalMinor = sum(parts) - sum(open);
  const due = open.map((each) => ({ on: each.dueOn, amountMinor: each.amountMinor }));
  return [
    { id: "c", kind: "commitment", on: AGREED_ON, amountMinor: sum(parts), conditionalMinor },
    ...recognitionOf(due, { id: "r", on: AGREED_ON, settings: SETTINGS }),
  ];
}

type At = { on: string; id: string; made: readonly NewEntry[] };

function does(part: Part, { deed, share }: Step, at: At): NewEntry[] {
  const { on, id, made } = at;
  const base = { id, on, trancheNumber: part.number, conditionalMinor: 0 };
  const partOf = (minor: number) => Math.floor(minor / share);
  const openMinor = part.amountMinor - part.paidMinor - part.releasedMinor;
  const amountMinor = partOf(deed === 2 ? part.paidMinor - part.refundedMinor : openMinor);
  if (deed === 4) return [{ ...base, kind: "expenditure", amountMinor: 1 + share }];
  if (deed === 5 || deed === 6) return decides(part, at, deed === 5 ? "condition-met" : "waiver");
  if (deed === 7) return reverses(part, at, made.at(-1));
  if (amountMinor <= 0) return [];
  if (deed === 2) {
    part.refundedMinor += amountMinor;
    return [{ ...base, kind: "refund", amountMinor }];
  }
  const conditionalMinor = part.isConditional ? amountMinor : 0;
  if (deed === 3) {
    part.releasedMinor += amountMinor;
    return [{ ...base, kind: "release", amountMinor, conditionalMinor }];
  }
  part.paidMinor += amountMinor;
  part.advancedMinor += conditionalMinor;
  return [
    {
      ...base,
      kind: part.isConditional || deed === 1 ? "advance" : "payment",
      amountMinor,
      conditionalMinor,
    },
  ];
}

function decides(part: Part, { on, id }: At, kind: "condition-met" | "waiver"): NewEntry[] {
  if (!part.isConditional) return [];
  const amountMinor = part.amountMinor - part.releasedMinor;
  const clearedMinor = part.advancedMinor;
  part.isConditional = false;
  part.advancedMinor = 0;
  const due = [{ on: part.dueOn, amountMinor }];
  const recognised = recognitionOf(due, { id: `${id}r`, on, settings: SETTINGS });
  return [
    { id, kind, on, amountMinor, conditionalMinor: 0, clearedMinor, trancheNumber: part.number },
    ...recognised.map((each) => ({ ...each, trancheNumber: part.number })),
  ];
}

/** Undoes the latest entry where it is of a tranche and nothing rests on it. */
function reverses(part: Part, { on, id }: At, latest: NewEntry | undefined): NewEntry[] {
  if (latest?.trancheNumber !== part.number) return [];
  const { kind, amountMinor, conditionalMinor } = latest;
  if (kind === "payment" || kind === "advance") part.paidMinor -= amountMinor;
  else if (kind === "refund") part.refundedMinor -= amountMinor;
  else if (kind === "release") part.releasedMinor -= amountMinor;
  else return [];
  if (kind === "advance") part.advancedMinor -= conditionalMinor;
  const reversal = { trancheNumber: part.number, amountMinor, conditionalMinor };
  return [{ ...reversal, id, on, kind: "reversal", reverses: { id: latest.id, kind } }];
}

function toTranche({ isConditional, ...part }: Part) {
  const condition = {
    barrier: { kind: "match", description: "A match is verified" },
    rightOfReturn: false,
    rightOfRelease: true,
  };
  return TrancheSchema().parse({ ...part, currency: "USD", ...(isConditional ? { condition } : {}) });
}
