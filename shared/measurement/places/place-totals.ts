import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { type Period, PeriodSchema } from "../../platform/time.ts";
import type { Unit } from "../indicator-words.ts";
import { PlaceSchema } from "../place.ts";
import { PART_FIELDS, type PartSum, partSums } from "../statistics/parts-and-total.ts";
import type { Summary } from "../summary.ts";
import { existsIn, type ListedPlace } from "./place-list.ts";
import { everybody, figuresOf, periodsOf } from "./place-summaries.ts";

/**
 * equal: the counts of the children are the parent's. apart: all of them are there and they are not. exceeds: those that can be seen
 * are more than the parent already. open: they are less, and some are hidden, missing, or need not make it whole. no-total: the parent
 * has no counts to compare with.
 */
export const TOTAL_VERDICTS = ["equal", "apart", "exceeds", "open", "no-total"] as const;
export type TotalVerdict = (typeof TOTAL_VERDICTS)[number];

export const PlaceTotalsSchema = lazy(() =>
  z
    .object({
      indicatorId: z.string(),
      place: PlaceSchema(),
      placesVersion: z.int(),
      asOf: z.iso.datetime().optional(),
      checks: z.array(
        z.object({
          period: PeriodSchema(),
          kind: z.string().meta({ description: "Children of one kind are checked together." }),
          makesWhole: z
            .boolean()
            .meta({ description: "Whether the parent is said to be whole by this kind." }),
          verdict: z.enum(TOTAL_VERDICTS),
          counts: z.array(
            z.object({
              field: z.enum(PART_FIELDS),
              total: z.number(),
              parts: z.number(),
              difference: z.number().meta({ description: "parts − total" }),
            }),
          ),
          compared: z.int().meta({ description: "How many children have a figure." }),
          missing: z.array(z.string()).meta({ description: "Children of which nothing is recorded." }),
          hidden: z.array(z.string()).meta({ description: "Children whose figure is hidden or unreliable." }),
        }),
      ),
    })
    .meta({
      id: "PlaceTotals",
      description: "Whether the counts of children of a place are those of the place.",
    }),
);
export type PlaceTotals = z.infer<ReturnType<typeof PlaceTotalsSchema>>;
type TotalCheck = PlaceTotals["checks"][number];

/** The figure for everybody of a place and of its children, period by period and kind by kind. Pure; in order of both. */
export function checkPlaceTotals(facts: {
  readonly parent: ListedPlace;
  readonly children: readonly ListedPlace[];
  readonly summaries: ReadonlyMap<string, Summary>;
  readonly unit: Unit;
}): TotalCheck[] {
  const { parent, children, summaries, unit } = facts;
  const kinds = [...Map.groupBy(children, ({ kind }) => kind)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...periodsOf(summaries.values())].flatMap(([key, period]) =>
    kinds.map(([kind, ofKind]) => {
      const there = ofKind.filter((child) => existsIn(child, period));
      const makesWhole = parent.wholeBy?.includes(kind) ?? false;
      return checkOne({ key, period, kind, makesWhole, there }, { parent, summaries, unit });
    }),
  );
}

function checkOne(
  at: {
    readonly key: string;
    readonly period: Period;
    readonly kind: string;
    readonly makesWhole: boolean;
    readonly there: readonly ListedPlace[];
  },
  facts: {
    readonly parent: ListedPlace;
    readonly summaries: ReadonlyMap<string, Summary>;
    readonly unit: Unit;
  },
): TotalCheck {
  const { key, period, kind, makesWhole, there } = at;
  const found = there.map(({ code }) => ({ code, figure: everybody(facts.summaries.get(code), key) }));
  const statusOf = (code: string) => found.find((one) => one.code === code)?.figure?.cell.status;
  const isHidden = (code: string) => ["c", "u"].includes(statusOf(code) ?? "");
  const parts = found.map(({ code, figure }) => ({
    label: code,
    cell: figure ? figuresOf(figure.cell) : { status: "w" as const },
  }));
  const whole = everybody(facts.summaries.get(facts.parent.code), key);
  const isSeen = whole?.cell.status === "ok";
  const sums = isSeen
    ? partSums(parts, { label: facts.parent.code, cell: figuresOf(whole.cell) }, { unit: facts.unit })
    : [];
  const codes = found.filter(({ figure }) => figure?.cell.status !== "ok").map(({ code }) => code);
  return {
    period,
    kind,
    makesWhole,
    verdict: verdictOf(sums, makesWhole),
    counts: sums.map(({ field, total, parts: sum, difference }) => ({
      field,
      total,
      parts: sum,
      difference,
    })),
    compared: found.length - codes.length,
    missing: codes.filter((code) => !isHidden(code)).sort(),
    hidden: codes.filter(isHidden).sort(),
  };
}

function verdictOf(sums: readonly PartSum[], makesWhole: boolean): TotalVerdict {
  if (sums.length === 0) return "no-total";
  if (sums.every(({ verdict }) => verdict === "equal")) return "equal";
  if (makesWhole && sums.some(({ verdict, unseen }) => verdict !== "equal" && unseen.length === 0))
    return "apart";
  return sums.some(({ verdict }) => verdict === "exceeds") ? "exceeds" : "open";
}
