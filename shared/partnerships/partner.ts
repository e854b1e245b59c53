import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import type { Reference } from "./reference.ts";

/** A partner organisation as the partnership calls it; with its id where it is known here. Never a person. */
export const PartnerSchema = lazy(() =>
  z
    .strictObject({ name: z.string().trim().min(1).max(200), organisationId: idSchema("org").optional() })
    .meta({ id: "PartnerOrganisation", examples: [{ name: "Bridgeline Housing Trust" }] }),
);
export type Partner = z.infer<ReturnType<typeof PartnerSchema>>;

/** The reference to an organisation that a field names by its id; none where it is named in words alone. */
export function partnerReferences(partner: Partner | undefined, pointer: string): Reference[] {
  const id = partner?.organisationId;
  return id === undefined ? [] : [{ pointer: `${pointer}/organisationId`, id }];
}

/** Those of several organisations. */
export function partnersReferences(partners: readonly Partner[] | undefined, pointer: string): Reference[] {
  return (partners ?? []).flatMap((partner, at) => partnerReferences(partner, `${pointer}/${at}`));
}
