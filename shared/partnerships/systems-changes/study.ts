import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { EvidenceShape } from "../evidence.ts";
import { PartnerSchema } from "../partner.ts";
import { checkNotAhead, recordKind, VisibilityShape } from "../record-kind.ts";
import { idReferences } from "../reference.ts";
import { DESIGN_LISTS } from "./levers.ts";
import { codedSchema, entryOf } from "./reference-list.ts";

const PURPOSES = ["study", "evaluation"] as const;

const FindingsSchema = lazy(() => z.string().trim().min(1).max(5000));

const StudyFieldsSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200),
      purpose: z.enum(PURPOSES),
      question: z.string().trim().min(1).max(2000),
      with: z.array(PartnerSchema()).max(20).default([]).meta({ description: "Those it was made with." }),
      data: z.string().trim().min(1).max(2000).optional().meta({ description: "On which data it rests." }),
      design: codedSchema(DESIGN_LISTS, "StudyDesign").optional(),
      comparison: z.string().trim().min(1).max(2000).optional().meta({
        description:
          "What stands for what would have happened otherwise; needed for a counterfactual design.",
      }),
      indicatorIds: z.array(idSchema("ind")).max(20).optional(),
      startedOn: DateSchema(),
      endedOn: DateSchema().optional(),
      findings: FindingsSchema().optional(),
      ...EvidenceShape(),
      ...VisibilityShape(),
    })
    .meta({
      id: "NewStudy",
      examples: [
        {
          title: "Evictions and school moves",
          purpose: "study",
          question: "How many children change school in the year of an eviction filing, and where?",
          with: [{ name: "Housing authority" }],
          startedOn: "2022-02-01",
        },
      ],
    }),
);
export type StudyFields = z.infer<ReturnType<typeof StudyFieldsSchema>>;

const StateShape = lazy(() => ({
  isCounterfactual: z.boolean().meta({
    description:
      "Whether its design says what would have happened otherwise, which a claim of attribution needs.",
  }),
}));
export type Study = StudyFields & { readonly isCounterfactual: boolean };

/** A study, or an evaluation: made with whom, on which data, by which design, and what was found. Purpose and design stay as they were. */
export const STUDIES = recordKind<StudyFields, Study>({
  prefix: "std",
  noun: "study",
  plural: "studies",
  title: "Study",
  fields: StudyFieldsSchema,
  // Claims rest on findings: they can be corrected, and not taken away.
  changeable: () =>
    StudyFieldsSchema().omit({ purpose: true, design: true }).extend({ findings: FindingsSchema() }),
  state: StateShape,
  begin: (fields) => {
    const entry = fields.design && entryOf(DESIGN_LISTS, fields.design);
    return ok({ ...fields, isCounterfactual: entry?.isCounterfactual === true });
  },
  listedBy: ({ startedOn }) => startedOn,
  references: ({ with: partners, indicatorIds }) => [
    ...partners.flatMap(({ organisationId }, at) =>
      organisationId === undefined ? [] : [{ pointer: `/with/${at}/organisationId`, id: organisationId }],
    ),
    ...idReferences(indicatorIds, "/indicatorIds"),
  ],
  check: (study, now, before) => {
    const { purpose, design, isCounterfactual, comparison, startedOn, endedOn, findings } = study;
    if (isCounterfactual && before?.visibility === "readers" && study.visibility !== "readers")
      return fail(invalidAt("/visibility", "Claims that readers see may rest on it: it stays for them."));
    if (purpose === "evaluation" && !design)
      return fail(invalidAt("/design", "Say by which design it is evaluated."));
    if (isCounterfactual && comparison === undefined)
      return fail(invalidAt("/comparison", "Say what stands for what would have happened otherwise."));
    if (endedOn !== undefined && endedOn < startedOn)
      return fail(invalidAt("/endedOn", "It ends before it starts."));
    return findings === undefined ? ok(undefined) : checkNotAhead(startedOn, now, "/startedOn");
  },
});
