import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { PartnerSchema, partnersReferences } from "../partner.ts";
import { checkNotAhead, recordKind, VisibilityShape } from "../record-kind.ts";
import { idReference, idReferences } from "../reference.ts";

const MEETING_KINDS = [
  "leadership-table",
  "action-network",
  "working-group",
  "community",
  "data-review",
  "other",
] as const;
const MEETING_STATUSES = ["planned", "held", "cancelled"] as const;

const DecisionSchema = lazy(() =>
  z
    .strictObject({
      what: z.string().trim().min(1).max(1000),
      actionCommitmentIds: z.array(idSchema("acm")).max(10).optional(),
    })
    .meta({ id: "MeetingDecision", description: "What was decided, and who promised what in consequence." }),
);

const AttendanceSchema = lazy(() =>
  z
    .strictObject({ organisation: PartnerSchema(), people: z.int().min(1).max(10_000) })
    .meta({ id: "MeetingAttendance", description: "How many came for an organisation; never who." }),
);

const MeetingFieldsSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(MEETING_KINDS),
      title: z.string().trim().min(1).max(200),
      heldOn: DateSchema().meta({ description: "The day it is planned for, or was held." }),
      status: z.enum(MEETING_STATUSES),
      groupId: idSchema("grp").optional(),
      isOpenToAll: z.boolean().optional(),
      attendance: z.array(AttendanceSchema()).max(40).default([]),
      decisions: z.array(DecisionSchema()).max(20).default([]),
      notesUrl: z
        .url({ protocol: /^https?$/ })
        .max(1000)
        .optional(),
      ...VisibilityShape(),
    })
    .meta({
      id: "NewMeeting",
      examples: [
        {
          kind: "leadership-table",
          title: "Leadership table, February",
          heldOn: "2026-02-12",
          status: "held",
          attendance: [{ organisation: { name: "Bridgeline Housing Trust" }, people: 2 }],
          decisions: [{ what: "The court's data are shared weekly from March." }],
        },
      ],
    }),
);
export type Meeting = z.infer<ReturnType<typeof MeetingFieldsSchema>>;

/** A meeting of the partnership: when, of whom, and what was decided. Only one that was held has attendance and decisions. */
export const MEETINGS = recordKind<Meeting>({
  prefix: "mtg",
  noun: "meeting",
  plural: "meetings",
  title: "Meeting",
  fields: MeetingFieldsSchema,
  listedBy: ({ heldOn }) => heldOn,
  references: ({ groupId, attendance, decisions }) => [
    ...idReference(groupId, "/groupId"),
    ...partnersReferences(
      attendance.map(({ organisation }) => organisation),
      "/attendance",
    ).map(atOrganisation),
    ...decisions.flatMap(({ actionCommitmentIds }, at) =>
      idReferences(actionCommitmentIds, `/decisions/${at}/actionCommitmentIds`),
    ),
  ],
  check: ({ status, heldOn, attendance, decisions }, now) => {
    if (status === "held") return checkNotAhead(heldOn, now, "/heldOn");
    if (attendance.length > 0)
      return fail(invalidAt("/attendance", "Only a meeting that was held has attendance."));
    if (decisions.length > 0)
      return fail(invalidAt("/decisions", "Only a meeting that was held has decided something."));
    return ok(undefined);
  },
});

/** "/attendance/2/organisationId" as the body has it: "/attendance/2/organisation/organisationId". */
function atOrganisation({ pointer, ...rest }: { pointer: string; id: string }) {
  return { ...rest, pointer: pointer.replace("/organisationId", "/organisation/organisationId") };
}
