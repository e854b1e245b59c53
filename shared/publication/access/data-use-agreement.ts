import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { KebabSchema, MOST_DIMENSIONS, PlaceCodeSchema } from "../../measurement/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { listedSchema } from "../../platform/page.ts";
import { DateSchema } from "../../platform/time.ts";

/** The dimensions of a breakdown, as sets are stored by: sorted, joined by "+". */
export const DimensionKeySchema = lazy(() =>
  z
    .string()
    .max(300)
    .refine((key) => {
      const names = key.split("+");
      const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
      const areNames = names.every((name) => name !== "all" && KebabSchema().safeParse(name).success);
      return isSorted && areNames && names.length <= MOST_DIMENSIONS;
    }, `Write at most ${MOST_DIMENSIONS} dimensions in order, joined by "+", like "race-ethnicity+sex"; totals need no name.`),
);

const PrincipalIdSchema = lazy(() =>
  z.union(
    [idSchema("per"), idSchema("key")],
    "Name a person or an API key by its id, as GET /v1/me tells it.",
  ),
);

/** An organisation, and who of it may read. Nobody else of it does, whatever their role. */
const PartySchema = lazy(() =>
  z.strictObject({
    organisationId: idSchema("org"),
    principalIds: z.array(PrincipalIdSchema()).min(1).max(50),
  }),
);

const FieldsSchema = lazy(() =>
  z.strictObject({
    parties: z.array(PartySchema()).min(1).max(10),
    indicatorIds: z.array(idSchema("ind")).min(1).max(100).optional().meta({
      description: "The indicators that it opens; left out: all of the partnership's, those to come too.",
    }),
    dimensionKeys: z.array(DimensionKeySchema()).max(50).meta({
      description: "The breakdowns that it opens; totals always are.",
    }),
    placeCodes: z
      .array(PlaceCodeSchema())
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "The places that it opens; left out: all." }),
    purpose: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .meta({ description: "What the figures are for. No person's name." }),
    from: DateSchema().meta({ description: "The first day on which it is read under, in UTC." }),
    through: DateSchema().meta({ description: "The last such day." }),
    minimumCell: z.int().min(0).max(100).meta({
      description:
        "With 0 or 1 nothing is hidden; else a whole breakdown with a count from 1 to one below this.",
    }),
    document: z
      .url({ protocol: /^https$/ })
      .max(1000)
      .optional()
      .meta({ description: "Where it can be read." }),
  }),
);

type Checked = Pick<z.infer<ReturnType<typeof FieldsSchema>>, "from" | "through" | "parties">;

function check({ from, through, parties }: Checked, context: z.RefinementCtx): void {
  if (through < from)
    context.addIssue({ code: "custom", path: ["through"], message: "The last day lies before the first." });
  const ids = parties.map(({ organisationId }) => organisationId);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (twice >= 0)
    context.addIssue({
      code: "custom",
      path: ["parties", twice, "organisationId"],
      message: "This organisation is a party already: name all of its people there.",
    });
}

/** What a partnership agrees with those to whom it opens figures that it publishes to nobody. */
export const NewDataUseAgreementSchema = lazy(() =>
  FieldsSchema()
    .superRefine(check)
    .meta({
      id: "NewDataUseAgreement",
      examples: [
        {
          parties: [
            {
              organisationId: "org_01JD0000000000000000000001",
              principalIds: ["per_01JD0000000000000000000002"],
            },
          ],
          dimensionKeys: ["race-ethnicity", "race-ethnicity+sex"],
          purpose: "Evaluation of the reading strategy",
          from: "2026-07-01",
          through: "2027-06-30",
          minimumCell: 0,
          document: "https://files.example.org/agreements/2026-03.pdf",
        },
      ],
    }),
);
export type NewDataUseAgreement = z.infer<ReturnType<typeof NewDataUseAgreementSchema>>;

/** Changes of an agreement, as a JSON merge patch: null takes an optional field away. */
export const DataUseAgreementPatchSchema = lazy(() => {
  const fields = FieldsSchema().shape;
  return z
    .strictObject({
      ...FieldsSchema().partial().shape,
      indicatorIds: fields.indicatorIds.nullable(),
      placeCodes: fields.placeCodes.nullable(),
      document: fields.document.nullable(),
      ended: z.literal(true).optional().meta({ description: "Ends it at once, and for good." }),
      reason: ReasonSchema(),
    })
    .refine((patch) => Object.keys(patch).length > 1, { message: "There is nothing to change." })
    .meta({
      id: "DataUseAgreementPatch",
      examples: [{ through: "2028-06-30", reason: "Prolonged by a year" }],
    });
});
export type DataUseAgreementPatch = z.infer<ReturnType<typeof DataUseAgreementPatchSchema>>;

/** An agreement as it is stored: never taken away, ended by its last day or by the partnership before it. */
export const DataUseAgreementSchema = lazy(() =>
  FieldsSchema().extend({
    id: idSchema("dua"),
    partnershipId: idSchema("prt"),
    endedAt: z.iso.datetime().optional(),
  }),
);
export type DataUseAgreement = z.infer<ReturnType<typeof DataUseAgreementSchema>>;

/** An agreement that somebody reads under: whose it is, and in which version. */
export type OpenAgreement = {
  readonly agreement: DataUseAgreement;
  readonly ownerId: string;
  readonly version: number;
};

/** A stored agreement with the checks of a new one: for what a patch makes of it. */
export const ChangedAgreementSchema = lazy(() => DataUseAgreementSchema().superRefine(check));

export const STANDINGS = ["to-come", "in-force", "ended"] as const;
/** Whether an agreement is read under on a day. */
export type Standing = (typeof STANDINGS)[number];

/** How an agreement stands at an instant; its days are those of UTC. */
export function standingAt(
  { from, through, endedAt }: Pick<DataUseAgreement, "from" | "through" | "endedAt">,
  now: string,
): Standing {
  const today = now.slice(0, 10);
  if (endedAt !== undefined || today > through) return "ended";
  return today < from ? "to-come" : "in-force";
}

/** Whether an agreement names somebody of an organisation. */
export function names(
  { parties }: Pick<DataUseAgreement, "parties">,
  who: { readonly organisationId: string; readonly id: string },
): boolean {
  return parties.some(
    ({ organisationId, principalIds }) =>
      organisationId === who.organisationId && principalIds.includes(who.id),
  );
}

/** Whether an agreement opens an indicator in a place, with whichever of its breakdowns. */
export function covers(
  { indicatorIds, placeCodes }: Pick<DataUseAgreement, "indicatorIds" | "placeCodes">,
  at: { readonly indicatorId: string; readonly placeCode: string },
): boolean {
  return (indicatorIds?.includes(at.indicatorId) ?? true) && (placeCodes?.includes(at.placeCode) ?? true);
}

/** An agreement as the API shows it: a party sees itself alone among the parties. */
export const DataUseAgreementViewSchema = lazy(() =>
  DataUseAgreementSchema()
    .extend({ version: z.int(), recordedAt: z.iso.datetime(), standing: z.enum(STANDINGS) })
    .meta({ id: "DataUseAgreement" }),
);
export type DataUseAgreementView = z.infer<ReturnType<typeof DataUseAgreementViewSchema>>;

export const DataUseAgreementListSchema = lazy(() =>
  listedSchema(DataUseAgreementViewSchema()).meta({ id: "DataUseAgreementList" }),
);
