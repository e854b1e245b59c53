import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { agendaKind, type Stamp } from "../agenda/agenda-kind.ts";
import { checkNotAhead } from "../record-kind.ts";

const NodeIdSchema = lazy(() =>
  z
    .union(
      [idSchema("std"), idSchema("str"), idSchema("sys"), idSchema("tst")],
      "Name a study, a strategy, a systems change or a test of change by its id.",
    )
    .meta({ id: "NodeId", description: "The id of a study, strategy, systems change or test of change." }),
);

const EdgeFieldsSchema = lazy(() =>
  z
    .strictObject({
      fromId: NodeIdSchema(),
      toId: NodeIdSchema(),
      because: z.string().trim().min(1).max(2000).meta({ description: "How the one led to the other." }),
      statedBy: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .meta({ description: "Who says so: a group or a role, never a person." }),
      statedOn: DateSchema(),
      evidenceUrls: z
        .array(z.url({ protocol: /^https?$/ }).max(1000))
        .max(10)
        .optional(),
    })
    .meta({
      id: "NewEdge",
      examples: [
        {
          fromId: "std_01JD0000000000000000000001",
          toId: "str_01JD0000000000000000000001",
          because:
            "The study showed in which three neighbourhoods children lose their school with their home.",
          statedBy: "Leadership table",
          statedOn: "2022-11-03",
        },
      ],
    }),
);
export type EdgeFields = z.infer<ReturnType<typeof EdgeFieldsSchema>>;
export type Edge = EdgeFields & Stamp;

/** That one thing led to another, as somebody stated it. Beside these there are no edges: what merely shares a name or a day has none. */
export const EDGES = agendaKind<EdgeFields>({
  prefix: "edg",
  noun: "edge",
  plural: "edges",
  title: "Edge",
  limit: 300,
  fields: EdgeFieldsSchema,
  references: ({ fromId, toId }) => [
    { pointer: "/fromId", id: fromId },
    { pointer: "/toId", id: toId },
  ],
  check: checkEdge,
});

/** Refuses an edge stated on a day to come, that leads to where it begins, is stated already, or would lead round in a circle. */
export function checkEdge(edge: Edge, among: readonly Edge[]): Result<undefined> {
  const isPast = checkNotAhead(edge.statedOn, edge.createdAt, "/statedOn");
  if (!isPast.ok) return isPast;
  if (edge.fromId === edge.toId) return fail(invalidAt("/toId", "Nothing leads to itself."));
  const same = among.find(({ fromId, toId }) => fromId === edge.fromId && toId === edge.toId);
  if (same) {
    const detail = "That the one led to the other is stated already.";
    return fail({ code: "already_exists", detail, extra: { edgeId: same.id } });
  }
  if (reaches(among, edge.toId, edge.fromId))
    return fail(
      invalidAt("/toId", "This would lead round in a circle: what came later led to nothing before it."),
    );
  return ok(undefined);
}

function reaches(edges: readonly Edge[], from: string, to: string): boolean {
  const next = Map.groupBy(edges, ({ fromId }) => fromId);
  const seen = new Set<string>();
  const ahead = [from];
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    ahead.push(...(next.get(at) ?? []).map(({ toId }) => toId));
  }
  return false;
}
