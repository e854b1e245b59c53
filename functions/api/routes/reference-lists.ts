import * as z from "zod";
import {
  DESIGN_LISTS,
  LEVEL_LISTS,
  LEVER_LISTS,
  PHASE_LISTS,
} from "../../../shared/partnerships/systems-changes/levers.ts";
import { ReferenceListSchema } from "../../../shared/partnerships/systems-changes/reference-list.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";

const ListsSchema = lazy(() =>
  z
    .strictObject({
      levers: z.array(ReferenceListSchema()),
      levels: z.array(ReferenceListSchema()),
      policyPhases: z.array(ReferenceListSchema()),
      studyDesigns: z.array(ReferenceListSchema()),
    })
    .meta({ id: "ReferenceLists" }),
);

export const referenceListRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/reference-lists",
    operationId: "listReferenceLists",
    tag: "Systems changes",
    summary: "The lists from which systems changes and studies are coded, in all their versions",
    description:
      "A version never changes: what names one keeps its meaning. `crosswalks` say what a lever is in another list, and which have no counterpart.",
    action: "partnership:read",
    responses: { 200: { description: "All lists", schema: ListsSchema } },
    handle: async () => {
      const body = {
        levers: LEVER_LISTS,
        levels: LEVEL_LISTS,
        policyPhases: PHASE_LISTS,
        studyDesigns: DESIGN_LISTS,
      };
      return ok({ status: 200, body });
    },
  }),
];
