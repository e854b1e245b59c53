import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { LabelsSchema } from "../label.ts";
import { PartnerSchema, partnerReferences } from "../partner.ts";
import { PlacesSchema } from "../place-code.ts";
import { idReference, type Reference } from "../reference.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

/** What a measure of somebody's own work asks (Results-Based Accountability). */
const MEASURE_KINDS = ["how-much", "how-well", "better-off"] as const;
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
            { kind: "how-much", statement: "Families who were helped" },
            { kind: "how-well", statement: "Days from call to payment" },
            { kind: "better-off", statement: "Families still in their home after six months" },
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
    ...measures.flatMap(({ indicatorId }, at) => performanceReference(indicatorId, `/measures/${at}`)),
  ],
});

/** Population indicators are nobody's performance: a measure of one organisation's work is of the level made for that. */
function performanceReference(indicatorId: string | undefined, pointer: string): Reference[] {
  const isPerformance = {
    expression: "#level = :performance",
    names: { "#level": "level" },
    values: { ":performance": "performance" },
  };
  return idReference(indicatorId, `${pointer}/indicatorId`).map((reference) => ({
    ...reference,
    also: isPerformance,
  }));
}
