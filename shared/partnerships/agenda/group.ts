import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { idReferences } from "../reference.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

/** The table where the partnership is led, the networks that act on an outcome, the community's own body, and the rest. */
const GROUP_KINDS = ["leadership-table", "action-network", "community-table", "working-group"] as const;

const GroupFieldsSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(GROUP_KINDS),
      name: z.string().trim().min(1).max(200),
      purpose: z.string().trim().min(1).max(2000).optional(),
      decides: z.string().trim().min(1).max(2000).optional().meta({
        description: "What it decides, and how: what is in its power, and who has the last word.",
      }),
      charterUrl: z
        .url({ protocol: /^https?$/ })
        .max(1000)
        .optional(),
      resultIds: z.array(idSchema("rst")).max(20).optional(),
      strategyIds: z.array(idSchema("str")).max(20).optional(),
      ...DaysShape(),
    })
    .meta({
      id: "NewGroup",
      examples: [
        {
          kind: "leadership-table",
          name: "Leadership table",
          decides: "Priorities of the year and the use of pooled money, by two thirds of its seats.",
        },
      ],
    }),
);
export type Group = z.infer<ReturnType<typeof GroupFieldsSchema>>;

/** A leadership table, a collaborative action network, or another group that meets. */
export const GROUPS = agendaKind<Group>({
  prefix: "grp",
  noun: "group",
  plural: "groups",
  title: "Group",
  limit: 40,
  fields: GroupFieldsSchema,
  references: ({ resultIds, strategyIds }) => [
    ...idReferences(resultIds, "/resultIds"),
    ...idReferences(strategyIds, "/strategyIds"),
  ],
});
