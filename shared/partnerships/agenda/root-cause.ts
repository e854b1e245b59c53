import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok } from "../../platform/result.ts";
import { EvidenceShape } from "../evidence.ts";
import { LabelsSchema } from "../label.ts";
import { idReference } from "../reference.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

const RootCauseFieldsSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind"),
      statement: z.string().trim().min(1).max(1000),
      causeOfId: idSchema("cau").optional().meta({
        description:
          "The cause that this one lies behind; a cause of the indicator itself where there is none.",
      }),
      populations: LabelsSchema().optional(),
      heardFrom: LabelsSchema()
        .optional()
        .meta({ description: "Who said so: groups of people or organisations, never a person." }),
      ...EvidenceShape(),
      ...DaysShape(),
    })
    .meta({
      id: "NewRootCause",
      examples: [
        {
          indicatorId: "ind_01JD0000000000000000000001",
          statement:
            "Families move in the middle of the school year because rents are raised at short notice.",
          heardFrom: ["tenants of the seventh ward"],
        },
      ],
    }),
);
export type RootCause = z.infer<ReturnType<typeof RootCauseFieldsSchema>>;

/** Why an indicator stands where it does, and what lies behind that: a tree, whose ends are the roots. */
export const ROOT_CAUSES = agendaKind<RootCause>({
  prefix: "cau",
  noun: "root cause",
  plural: "root-causes",
  title: "RootCause",
  limit: 100,
  fields: RootCauseFieldsSchema,
  references: ({ indicatorId }) => idReference(indicatorId, "/indicatorId"),
  check: (cause, among) => {
    const byId = new Map(among.map((each) => [each.id, each]));
    const before = cause.causeOfId === undefined ? undefined : byId.get(cause.causeOfId);
    if (cause.causeOfId !== undefined && !before)
      return fail(invalidAt("/causeOfId", "This partnership knows no such root cause."));
    if (before && before.indicatorId !== cause.indicatorId)
      return fail(invalidAt("/causeOfId", "That is a cause of another indicator."));
    for (let at = before; at; at = at.causeOfId === undefined ? undefined : byId.get(at.causeOfId))
      if (at.id === cause.id) return fail(invalidAt("/causeOfId", "No cause lies behind itself."));
    return ok(undefined);
  },
});
