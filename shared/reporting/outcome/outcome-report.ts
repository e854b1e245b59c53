import * as z from "zod";
import { RequirementViewSchema } from "../../investments/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { MethodSchema } from "../methods.ts";
import { NoteSchema } from "../report.ts";
import { PartnershipFactsSchema } from "../subject-facts.ts";
import { WhenShape } from "../when.ts";
import { GapEntrySchema, IndicatorEntrySchema } from "./indicator-entry.ts";
import { PooledMoneySchema } from "./pooled-money.ts";
import { PartnershipRowSchema } from "./portfolio-row.ts";
import {
  CapacitiesContentSchema,
  ChangesContentSchema,
  ContributionContentSchema,
  GatewaysContentSchema,
  LessonsContentSchema,
  StoriesContentSchema,
  TestsContentSchema,
} from "./practice-content.ts";
import { ProgressContentSchema } from "./progress-content.ts";
import { REPORT_KINDS, SECTION_KEYS, type SectionKey } from "./section-keys.ts";
import { SightContentSchema } from "./sight-content.ts";

const SubjectSchema = lazy(() =>
  z.strictObject({
    id: z.string(),
    title: z.string(),
    purpose: z.string().optional(),
    plan: z.string().optional(),
    status: z.string().optional(),
    startOn: DateSchema().optional(),
    endOn: DateSchema().optional(),
    version: z.int().optional(),
    recordedAt: z.iso.datetime().optional(),
  }),
);
export type Subject = z.infer<ReturnType<typeof SubjectSchema>>;

const ProvenanceSchema = lazy(() =>
  z
    .strictObject({
      records: z.array(
        z.strictObject({
          kind: z.string(),
          id: z.string(),
          version: z.int(),
          recordedAt: z.iso.datetime().optional(),
        }),
      ),
      observations: z.strictObject({
        cited: z.int(),
        hash: z.string().meta({ description: "SHA-256 of the references cited, sorted, as canonical JSON." }),
      }),
    })
    .meta({ id: "OutcomeReportProvenance", description: "What was read, each with its version." }),
);

const RequirementEntrySchema = lazy(() =>
  RequirementViewSchema().extend({ commitmentId: idSchema("cmt"), commitmentTitle: z.string() }),
);

/** What each section holds. */
const CONTENTS = {
  money: PooledMoneySchema,
  partnerships: lazy(() => z.strictObject({ items: z.array(PartnershipRowSchema()) })),
  progress: ProgressContentSchema,
  "line-of-sight": SightContentSchema,
  outcomes: lazy(() => z.strictObject({ items: z.array(IndicatorEntrySchema()) })),
  gaps: lazy(() => z.strictObject({ statement: z.string(), items: z.array(GapEntrySchema()) })),
  "systems-indicators": lazy(() => z.strictObject({ items: z.array(IndicatorEntrySchema()) })),
  "systems-changes": ChangesContentSchema,
  "tests-of-change": TestsContentSchema,
  contribution: ContributionContentSchema,
  gateways: GatewaysContentSchema,
  capacities: CapacitiesContentSchema,
  stories: StoriesContentSchema,
  lessons: LessonsContentSchema,
  requirements: lazy(() => z.strictObject({ items: z.array(RequirementEntrySchema()) })),
  notes: lazy(() => z.strictObject({ items: z.array(NoteSchema()) })),
  methods: lazy(() => z.strictObject({ items: z.array(MethodSchema()) })),
  provenance: ProvenanceSchema,
} as const satisfies Record<SectionKey, () => z.ZodType>;

/** What each section holds, by its key. */
export type Contents = { readonly [K in SectionKey]: z.infer<ReturnType<(typeof CONTENTS)[K]>> };
export type Section = {
  [K in SectionKey]: { readonly key: K; readonly title: string; readonly content: Contents[K] };
}[SectionKey];

function sectionSchema(key: SectionKey) {
  return z.strictObject({ key: z.literal(key), title: z.string(), content: CONTENTS[key]() });
}

const SectionSchema = lazy(() => {
  const [first, ...others] = SECTION_KEYS.map(sectionSchema);
  if (!first) throw new Error("A report has sections.");
  return z.discriminatedUnion("key", [first, ...others]).meta({ id: "OutcomeReportSection" });
});

/** A report of anything that money and outcomes meet in, composed of sections. */
export const OutcomeReportSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(REPORT_KINDS),
      subject: SubjectSchema(),
      partnership: PartnershipFactsSchema().optional(),
      template: z
        .strictObject({
          id: idSchema("tpl"),
          version: z.int(),
          name: z.string(),
          notDrawn: z
            .array(z.string())
            .meta({ description: "Keys of its sections that are for people to write." }),
        })
        .optional(),
      ...WhenShape(),
      sections: z.array(SectionSchema()),
      next: z.string().optional().meta({ description: "The cursor of the next page of partnerships." }),
      generatedAt: z.iso.datetime(),
      contentHash: z
        .string()
        .meta({ description: "SHA-256 of the canonical JSON of all but generatedAt and this field." }),
    })
    .meta({
      id: "OutcomeReport",
      description:
        "Sections in the order that was asked for. Every figure cites what it was computed from; series are at the addresses that are named.",
    }),
);
/** A report; its sections are told apart by their keys. */
export type OutcomeReport = Omit<z.infer<ReturnType<typeof OutcomeReportSchema>>, "sections"> & {
  readonly sections: readonly Section[];
};
