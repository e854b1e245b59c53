import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { DateSchema } from "../platform/time.ts";
import type { PartnershipState } from "./partnership.ts";

/** What is said when a partnership is found to have reached a gateway. Frameworks and their gateways are named, never enumerated. */
export const DesignationFieldsSchema = lazy(() =>
  z
    .strictObject({
      framework: z.string().trim().min(1).max(100),
      gateway: z.string().trim().min(1).max(100),
      reachedOn: DateSchema(),
      evidence: z.string().trim().min(1).max(3000),
      evidenceUrls: z
        .array(z.url({ protocol: /^https?$/ }).max(1000))
        .max(10)
        .optional(),
    })
    .meta({
      id: "NewDesignation",
      examples: [
        {
          framework: "Theory of Action 2021",
          gateway: "Sustaining",
          reachedOn: "2026-02-12",
          evidence: "All benchmarks of the gateway were met at the review of 12 February 2026.",
        },
      ],
    }),
);
export type DesignationFields = z.infer<ReturnType<typeof DesignationFieldsSchema>>;

/** Why a designation holds no longer. */
export const WithdrawalSchema = lazy(() =>
  z
    .strictObject({ reason: ReasonSchema() })
    .meta({ id: "DesignationWithdrawal", examples: [{ reason: "The figures it rested on were corrected" }] }),
);

/**
 * That a partnership reached a gateway of a framework, as somebody other than itself decided. One that is withdrawn stays, with
 * the day and the reason; `revision` tells the two apart for whatever rested on it.
 */
export const DesignationSchema = lazy(() =>
  DesignationFieldsSchema()
    .extend({
      number: z.int().positive(),
      decidedBy: z.strictObject({ organisationId: idSchema("org"), isNetwork: z.boolean() }),
      createdAt: z.iso.datetime(),
      revision: z.int().positive(),
      withdrawal: z.strictObject({ on: DateSchema(), reason: z.string() }).optional(),
    })
    .meta({ id: "Designation" }),
);
export type Designation = z.infer<ReturnType<typeof DesignationSchema>>;

/** The designations of a partnership that an organisation may rest on: those in force, made by itself or by a network. */
export function designationsFor(
  partnership: Pick<PartnershipState, "designations">,
  organisationId: string,
): readonly Designation[] {
  return partnership.designations.filter(
    (designation) => isInForce(designation) && isKnownTo(designation, organisationId),
  );
}

/**
 * The designations that a reader of a partnership is shown, withdrawn ones among them: all of them to its backbone; to others
 * their own and those of networks, for which other organisations read the partnership is no business of theirs.
 */
export function visibleDesignations(
  { head, designations }: Pick<PartnershipState, "head" | "designations">,
  { organisationId }: { readonly organisationId: string },
): readonly Designation[] {
  if (head.backboneId === organisationId) return designations;
  return designations.filter((designation) => isKnownTo(designation, organisationId));
}

export function isInForce({ withdrawal }: Pick<Designation, "withdrawal">): boolean {
  return withdrawal === undefined;
}

function isKnownTo({ decidedBy }: Designation, organisationId: string): boolean {
  return decidedBy.isNetwork || decidedBy.organisationId === organisationId;
}
