import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { merge } from "../../platform/merge-patch.ts";
import { addDays, DateSchema, daysBetween } from "../../platform/time.ts";

/** How long before its last day an agreement is listed as expiring. */
export const EXPIRING_DAYS = 30;

const FieldsSchema = lazy(() =>
  z.strictObject({
    source: z.strictObject({
      name: z.string().trim().min(1).max(200),
      organisationId: idSchema("org").optional(),
    }),
    permittedUse: z.string().trim().min(1).max(2000),
    from: DateSchema().meta({ description: "The first day on which figures may be recorded under it." }),
    through: DateSchema().optional().meta({ description: "The last such day; left out: until it is ended." }),
    mayBePublished: z.boolean().meta({
      description:
        "Where not, figures under it are the partnership's alone: in nobody else's series, pages or reports.",
    }),
    indicatorIds: z.array(idSchema("ind")).min(1).max(200).optional().meta({
      description: "The indicators that it covers; left out: all of the partnership's.",
    }),
    sources: z.array(z.string().trim().min(1).max(300)).min(1).max(50).optional().meta({
      description: "The sources, as rows name them, that it covers; left out: any.",
    }),
    contactRole: z.string().trim().min(1).max(100).meta({ description: "A role, no person's name." }),
    document: z
      .url({ protocol: /^https$/ })
      .max(1000)
      .optional()
      .meta({ description: "Where it can be read." }),
  }),
);

type Days = { readonly from: string; readonly through?: string | undefined };

function checkDays({ from, through }: Days, context: z.RefinementCtx): void {
  if (through !== undefined && through < from)
    context.addIssue({ code: "custom", path: ["through"], message: "The last day lies before the first." });
}

/** What a partnership agreed with a source of data. */
export const NewAgreementSchema = lazy(() =>
  FieldsSchema()
    .superRefine(checkDays)
    .meta({
      id: "NewDataAgreement",
      examples: [
        {
          source: { name: "Harbour School District" },
          permittedUse: "Yearly counts by grade, to plan and judge the partnership's work",
          from: "2025-07-01",
          through: "2028-06-30",
          mayBePublished: false,
          contactRole: "Director of research",
          document: "https://files.example.org/agreements/2025-14.pdf",
        },
      ],
    }),
);
export type NewAgreement = z.infer<ReturnType<typeof NewAgreementSchema>>;

/** Changes of an agreement, as a JSON merge patch: null takes an optional field away. */
export const AgreementPatchSchema = lazy(() => {
  const fields = FieldsSchema().shape;
  return z
    .strictObject({
      ...FieldsSchema().partial().shape,
      through: fields.through.nullable(),
      indicatorIds: fields.indicatorIds.nullable(),
      sources: fields.sources.nullable(),
      document: fields.document.nullable(),
      reason: ReasonSchema(),
    })
    .refine((patch) => Object.keys(patch).length > 1, { message: "There is nothing to change." })
    .meta({ id: "DataAgreementPatch", examples: [{ through: "2029-06-30", reason: "Prolonged by a year" }] });
});
export type AgreementPatch = z.infer<ReturnType<typeof AgreementPatchSchema>>;

/** An agreement as it is stored: never taken away, ended by its last day. `version` counts its own changes. */
export const AgreementSchema = lazy(() =>
  FieldsSchema()
    .extend({
      id: idSchema("agr"),
      version: z.int(),
      at: z.iso.datetime(),
      by: z.object({ principalId: z.string(), organisationId: z.string() }),
    })
    .meta({ id: "DataAgreement" }),
);
export type Agreement = z.infer<ReturnType<typeof AgreementSchema>>;

/** An agreement with a patch applied, or what is wrong with it then. */
export function applyPatch(agreement: Agreement, { reason: _, ...changes }: AgreementPatch) {
  return AgreementSchema().superRefine(checkDays).safeParse(merge(agreement, changes));
}

/** An agreement that ends soon, or has ended; `daysLeft` is below zero then. */
export type Expiring = { readonly id: string; readonly through: string; readonly daysLeft: number };

/** The agreements that end within the next thirty days, the first one first. */
export function expiring(agreements: readonly Agreement[], today: string): Expiring[] {
  const last = addDays(today, EXPIRING_DAYS);
  return agreements
    .flatMap(({ id, through }) =>
      through !== undefined && through >= today && through <= last
        ? [{ id, through, daysLeft: daysBetween(today, through) }]
        : [],
    )
    .sort((a, b) => (`${a.through} ${a.id}` < `${b.through} ${b.id}` ? -1 : 1));
}

/** What an agreement that rows name says of their set: why they may not be recorded under it, or which sources it covers. */
export type AgreementHold = { readonly fault?: string; readonly sources?: readonly string[] };

/** Whether figures of an indicator may be recorded on a day under an agreement; undefined where the partnership has none of this id. */
export function agreementHold(
  agreement: Agreement | undefined,
  at: { readonly id: string; readonly indicatorId: string; readonly today: string },
): AgreementHold {
  if (!agreement) return { fault: `The indicator's partnership has no agreement ${at.id}.` };
  const { id, from, through, indicatorIds, sources } = agreement;
  if (at.today < from) return { fault: `${id} begins on ${from}. Record these figures from that day on.` };
  if (through !== undefined && at.today > through)
    return { fault: `${id} ended on ${through}. Prolong it, or record these figures under another one.` };
  if (indicatorIds && !indicatorIds.includes(at.indicatorId))
    return { fault: `${id} does not cover this indicator. Name it in the agreement, or use another one.` };
  return sources ? { sources } : {};
}

/** Why a row may not be recorded under the agreement that it names; undefined where it may, or where none is named. */
export function agreementFault(
  hold: AgreementHold | undefined,
  source: string | undefined,
): string | undefined {
  if (!hold || hold.fault !== undefined || !hold.sources) return hold?.fault;
  if (source !== undefined && hold.sources.includes(source)) return undefined;
  const said = source === undefined ? "names no source" : `names the source "${source}"`;
  return `This row ${said}, and the agreement covers ${hold.sources.map((one) => `"${one}"`).join(", ")}.`;
}
