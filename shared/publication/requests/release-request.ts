import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { PlaceCodeSchema } from "../../measurement/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { listedSchema } from "../../platform/page.ts";
import { PeriodSchema } from "../../platform/time.ts";
import { DimensionKeySchema } from "../access/index.ts";

/** How many requests an organisation may make on a day, so that nobody's queue is flooded. */
export const MOST_A_DAY = 50;

export const REQUEST_STATUSES = ["open", "answered", "declined", "withdrawn"] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

const FieldsSchema = lazy(() =>
  z.strictObject({
    partnershipId: idSchema("prt"),
    indicator: z
      .union([
        z.strictObject({ id: idSchema("ind") }),
        z.strictObject({ words: z.string().trim().min(1).max(500) }),
      ])
      .meta({ description: "By its id, or in words where one does not know it." }),
    dimensionKeys: z.array(DimensionKeySchema()).max(20).optional(),
    placeCodes: z.array(PlaceCodeSchema()).max(50).optional(),
    periods: z.array(PeriodSchema()).max(50).optional(),
    purpose: z.string().trim().min(1).max(2000).meta({ description: "What for. No person's name." }),
    contactRole: z.string().trim().min(1).max(100).meta({ description: "A role, no person's name." }),
  }),
);

/** What somebody would have a partnership publish. */
export const NewReleaseRequestSchema = lazy(() =>
  FieldsSchema().meta({
    id: "NewReleaseRequest",
    examples: [
      {
        partnershipId: "prt_01JD0000000000000000000001",
        indicator: { words: "Third graders reading at grade level" },
        dimensionKeys: ["race-ethnicity"],
        placeCodes: ["09001"],
        purpose: "A study of what pre-kindergarten changes by grade 3",
        contactRole: "Principal investigator",
      },
    ],
  }),
);
export type NewReleaseRequest = z.infer<ReturnType<typeof NewReleaseRequestSchema>>;

/** What a partnership says to a request: the release in which the figures are, or why they are not published. */
export const RequestDecisionSchema = lazy(() =>
  z
    .discriminatedUnion("status", [
      z.strictObject({
        status: z.literal("answered"),
        releaseId: idSchema("rel"),
        note: z.string().trim().min(1).max(1000).optional(),
      }),
      z.strictObject({ status: z.literal("declined"), reason: ReasonSchema() }),
    ])
    .meta({
      id: "ReleaseRequestDecision",
      examples: [{ status: "declined", reason: "No figures of this kind are published" }],
    }),
);
export type RequestDecision = z.infer<ReturnType<typeof RequestDecisionSchema>>;

/** Why a request is taken back. */
export const RequestWithdrawalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "ReleaseRequestWithdrawal" }),
);

const ByWhomSchema = lazy(() => z.object({ principalId: z.string(), organisationId: z.string() }));

/** A request as it is stored. Whether its partnership is there at all is not looked at when it is made. */
export const ReleaseRequestSchema = lazy(() =>
  FieldsSchema().extend({
    id: idSchema("req"),
    status: z.enum(REQUEST_STATUSES),
    askedAt: z.iso.datetime(),
    askedBy: ByWhomSchema(),
    releaseId: idSchema("rel").optional(),
    note: z.string().optional(),
    reason: z.string().optional(),
    closedAt: z.iso.datetime().optional(),
  }),
);
export type ReleaseRequest = z.infer<ReturnType<typeof ReleaseRequestSchema>>;

/** A request as the API shows it, to who asked and to whom it is asked of. */
export const ReleaseRequestViewSchema = lazy(() =>
  ReleaseRequestSchema()
    .extend({ version: z.int(), recordedAt: z.iso.datetime() })
    .meta({ id: "ReleaseRequest" }),
);
export type ReleaseRequestView = z.infer<ReturnType<typeof ReleaseRequestViewSchema>>;

export const ReleaseRequestListSchema = lazy(() =>
  listedSchema(ReleaseRequestViewSchema()).meta({ id: "ReleaseRequestList" }),
);
