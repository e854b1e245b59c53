import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { LabelsSchema } from "../label.ts";
import { PartnerSchema, partnerReferences } from "../partner.ts";
import { PlacesSchema } from "../place-code.ts";
import { idReference, type Reference } from "../reference.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

/** What a measure of somebody's own work asks (Results-Based Accountability). */
const MEASURE_KINDS = ["howMuch", "howWell", "betterOff"] as const;
const ACTIVITY_STATUSES = ["planned", "active", "paused", "ended"] as const;

const MeasureSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(MEASURE_KINDS),
      statement: z.string().trim().min(1).max(300),
      indicatorId: idSchema("ind").optional().meta({
        description:
          'Where its figures are recorded: an indicator of this partnership of level "performance".',
      }),
    })
    .meta({ id: "PerformanceMeasure" }),
);

const ActivityFieldsSchema = lazy(() =>
  z
    .strictObject({
      strategyId: idSchema("str"),
      organisation: PartnerSchema(),
      name: z.string().trim().min(1).max(200),
      description: z.string().trim().min(1).max(2000).optional(),
      sectors: LabelsSchema().optional(),
      populations: LabelsSchema().optional(),
      places: PlacesSchema().optional(),
      measures: z.array(MeasureSchema()).max(12).default([]),
      status: z.enum(ACTIVITY_STATUSES).default("active"),
      ...DaysShape(),
    })
    .meta({
      id: "NewActivity",
      examples: [
        {
          strategyId: "str_01JD0000000000000000000001",
          organisation: { name: "Bridgeline Housing Trust" },
          name: "Rent relief before the court date",
          measures: [
            { kind: "howMuch", statement: "Families who were helped" },
            { kind: "howWell", statement: "Days from call to payment" },
            { kind: "betterOff", statement: "Families still in their home after six months" },
          ],
        },
      ],
    }),
);
export type Activity = z.infer<ReturnType<typeof ActivityFieldsSchema>>;

/** What one partner organisation does under a strategy, with the measures of its own performance. */
export const ACTIVITIES = agendaKind<Activity>({
  prefix: "atv",
  noun: "activity",
  plural: "activities",
  title: "Activity",
  limit: 200,
  fields: ActivityFieldsSchema,
  references: ({ strategyId, organisation, measures }) => [
    ...idReference(strategyId, "/strategyId"),
    ...partnerReferences(organisation, "/organisation"),
    ...measures.flatMap((measure, at) => measureReference(measure, `/measures/${at}`)),
  ],
});

/**
 * Population indicators are nobody's performance: a measure of one organisation's work is of the level made for that, and asks the
 * same as its indicator, where that says what it asks.
 */
function measureReference({ kind, indicatorId }: Activity["measures"][number], pointer: string): Reference[] {
  const also = {
    expression:
      "#level = :performance AND (attribute_not_exists(performanceKind) OR performanceKind = :kind)",
    names: { "#level": "level" },
    values: { ":performance": "performance", ":kind": kind },
  };
  const at = `${pointer}/indicatorId`;
  const refusal = invalidAt(
    at,
    'This partnership has no such indicator of the level "performance" that asks the same.',
  );
  return idReference(indicatorId, at).map((reference) => ({ ...reference, also, refusal }));
}
