import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { AllocationSectionSchema } from "./allocation-section.ts";
import { CountSectionSchema } from "./count-section.ts";
import { IndicatorSectionSchema } from "./indicator-section.ts";
import { MethodSchema } from "./methods.ts";
import { MoneySectionSchema } from "./money-section.ts";
import { ReconciliationSchema } from "./reconciliation.ts";
import { ReportTrancheSchema } from "./schedule-section.ts";
import { SightRowSchema, StrategySectionSchema } from "./sight-section.ts";
import { CommitmentFactsSchema, PartnershipFactsSchema } from "./subject-facts.ts";
import { WhenShape } from "./when.ts";

/** Something that a reader should know and that no figure says, for instance why a part of the report is empty. */
export const NoteSchema = lazy(() =>
  z.strictObject({ code: z.string(), text: z.string() }).meta({ id: "ReportNote" }),
);
export type Note = z.infer<ReturnType<typeof NoteSchema>>;

/** An outcome-linked report of a commitment. */
export const ReportSchema = lazy(() =>
  z
    .strictObject({
      ...WhenShape(),
      commitment: CommitmentFactsSchema(),
      partnership: PartnershipFactsSchema().optional(),
      counts: CountSectionSchema(),
      money: MoneySectionSchema(),
      schedule: z.array(ReportTrancheSchema()),
      allocations: AllocationSectionSchema(),
      reconciliation: z.array(ReconciliationSchema()),
      strategies: z.array(StrategySectionSchema()),
      lineOfSight: z.array(SightRowSchema()),
      indicators: z.array(IndicatorSectionSchema()),
      notes: z.array(NoteSchema()),
      methods: z.array(MethodSchema()),
      generatedAt: z.iso.datetime(),
      contentHash: z
        .string()
        .meta({ description: "SHA-256 of the canonical JSON of all but generatedAt and this field." }),
    })
    .meta({
      id: "Report",
      description:
        "Money, schedule, allocations, and for each funded strategy its systems indicators and outcomes, with the revisions behind every figure. Strategies repeat headlines; `indicators` holds each indicator once, in full.",
    }),
);
export type Report = z.infer<ReturnType<typeof ReportSchema>>;
