import * as z from "zod";
import { COMMITMENT_STATUSES, type CommitmentState } from "../investments/index.ts";
import type { LoadedPartnership } from "../partnerships/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { DateSchema } from "../platform/time.ts";

/** A commitment as it was read, with the version that every amount of it cites. */
export type CommitmentAsRead = {
  readonly state: CommitmentState;
  readonly version: number;
  readonly recordedAt: string;
};

export const CommitmentFactsSchema = lazy(() =>
  z.strictObject({
    id: idSchema("cmt"),
    version: z.int(),
    recordedAt: z.iso.datetime(),
    title: z.string(),
    description: z.string().optional(),
    status: z.enum(COMMITMENT_STATUSES),
    funder: z.strictObject({ organisationId: idSchema("org"), name: z.string() }),
    recipientName: z.string(),
    programme: z.string().optional(),
    startOn: DateSchema(),
    endOn: DateSchema().optional(),
    agreedOn: DateSchema().optional(),
    restriction: z.strictObject({ kind: z.string(), description: z.string().optional() }).optional(),
    flags: z.array(z.string()).optional(),
  }),
);

type CommitmentFacts = z.infer<ReturnType<typeof CommitmentFactsSchema>>;

export const PartnershipFactsSchema = lazy(() =>
  z.strictObject({
    id: idSchema("prt"),
    version: z.int(),
    name: z.string(),
    purpose: z.string(),
    placeCode: z.string(),
    placeName: z.string(),
  }),
);
type PartnershipFacts = z.infer<ReturnType<typeof PartnershipFactsSchema>>;

/** What is said of a commitment beside its money. */
export function commitmentFacts({ state, version, recordedAt }: CommitmentAsRead): CommitmentFacts {
  const { commitment } = state;
  const { id, title, description, status, funder, recipient, programme, startOn, endOn, agreedOn } =
    commitment;
  return {
    id,
    version,
    recordedAt,
    title,
    description,
    status,
    funder,
    recipientName: recipient.name,
    programme,
    startOn,
    endOn,
    agreedOn,
    restriction: commitment.restriction,
    flags: commitment.flags,
  };
}

/** What is said of a partnership beside its work. */
export function partnershipFacts({ head, version }: LoadedPartnership): PartnershipFacts {
  const { id, name, purpose, placeCode, placeName } = head;
  return { id, version, name, purpose, placeCode, placeName };
}
