import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { merge } from "../platform/merge-patch.ts";
import { DateSchema } from "../platform/time.ts";
import type { Designation } from "./designation.ts";
import { LabelsSchema } from "./label.ts";
import type { Link } from "./link.ts";
import { PlaceCodeSchema } from "./place-code.ts";
import type { Share } from "./share.ts";
import type { Strategy } from "./strategy.ts";

const PARTNERSHIP_STATUSES = ["forming", "active", "closed"] as const;

/** What people describe a partnership by: sent in on creation, changeable with a reason. */
export const PartnershipFieldsSchema = lazy(() =>
  z
    .strictObject({
      name: z.string().trim().min(1).max(200),
      purpose: z.string().trim().min(1).max(5000),
      description: z.string().trim().min(1).max(20_000).optional(),
      placeCode: PlaceCodeSchema(),
      placeName: z.string().trim().min(1).max(200),
      startedOn: DateSchema().optional(),
      sectors: LabelsSchema().optional(),
      agenda: AgendaSchema().optional(),
      status: z.enum(PARTNERSHIP_STATUSES).default("active"),
    })
    .meta({
      id: "NewPartnership",
      examples: [
        {
          name: "Harbour Promise",
          purpose: "Every child of the harbour wards is supported from cradle to career.",
          placeCode: "2502345",
          placeName: "Harbour wards",
          agenda: ["Children enter kindergarten ready"],
        },
      ],
    }),
);
export type PartnershipFields = z.infer<ReturnType<typeof PartnershipFieldsSchema>>;

/** The results the partnership has agreed to work for, each in a sentence. */
export const AgendaSchema = lazy(() => z.array(z.string().trim().min(1).max(500)).max(30));

/** A partnership as it is stored: its fields, its id, and the organisation that keeps it, its backbone. */
export const PartnershipSchema = lazy(() =>
  PartnershipFieldsSchema().extend({
    id: idSchema("prt"),
    backboneId: idSchema("org").meta({ description: "The organisation that keeps it and alone writes it." }),
    createdAt: z.iso.datetime(),
  }),
);
export type Partnership = z.infer<ReturnType<typeof PartnershipSchema>>;

/** A change of a partnership: what is named changes, `null` takes away what may be absent, the rest stays. */
export const PartnershipPatchSchema = lazy(() =>
  z
    .strictObject({
      reason: ReasonSchema(),
      name: z.string().trim().min(1).max(200).optional(),
      purpose: z.string().trim().min(1).max(5000).optional(),
      description: z.string().trim().min(1).max(20_000).nullish(),
      placeCode: PlaceCodeSchema().optional(),
      placeName: z.string().trim().min(1).max(200).optional(),
      startedOn: DateSchema().nullish(),
      sectors: LabelsSchema().nullish(),
      agenda: AgendaSchema().nullish(),
      status: z.enum(PARTNERSHIP_STATUSES).optional(),
    })
    .refine((patch) => Object.keys(patch).length > 1, "There is nothing to change.")
    .meta({ id: "PartnershipPatch", examples: [{ reason: "Agreed by the board", status: "closed" }] }),
);
export type PartnershipPatch = z.infer<ReturnType<typeof PartnershipPatchSchema>>;

/** A partnership with all that one Query of its partition brings. */
export type PartnershipState = {
  readonly head: Partnership;
  readonly strategies: readonly Strategy[];
  readonly links: readonly Link[];
  readonly shares: readonly Share[];
  readonly designations: readonly Designation[];
};

/** What one partition may hold, so that it is read whole in one round. */
export const LIMITS = { strategies: 100, links: 500, shares: 200, designations: 50 } as const;

/** Whether an organisation may read a partnership: its backbone, and those with whom it is shared at present. */
export function mayRead(
  partnership: Pick<PartnershipState, "head" | "shares">,
  reader: { readonly organisationId: string },
): boolean {
  if (partnership.head.backboneId === reader.organisationId) return true;
  return partnership.shares.some((share) => share.organisationId === reader.organisationId);
}

/** A partnership with a patch applied: `null` takes a field away, what is left out stays. */
export function applyPartnershipPatch(partnership: Partnership, patch: PartnershipPatch): Partnership {
  const { reason: _, ...changes } = patch;
  return PartnershipSchema().parse(merge(partnership, changes));
}
