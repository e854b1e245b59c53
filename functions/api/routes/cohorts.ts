import * as z from "zod";
import {
  CohortStepsSchema,
  CohortViewSchema,
  EntryYearsSchema,
  SubgroupSchema,
} from "../../../shared/measurement/cohorts/cohort.ts";
import { readCohorts } from "../../../shared/measurement/cohorts/read-cohorts.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { seeAs } from "../../../shared/publication/access/see.ts";
import { protect } from "../protect.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const QuerySchema = lazy(() =>
  z.strictObject({
    entryYears: EntryYearsSchema(),
    steps: CohortStepsSchema(),
    subgroup: SubgroupSchema().optional(),
    asOf: z.iso.datetime({ offset: true }).optional(),
  }),
);

export const cohortRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/cohorts",
    operationId: "readCohorts",
    tag: "Cohorts",
    summary: "The figures of indicators lined up by the year in which children entered",
    description:
      "Who enters kindergarten in 2015 is tested in grade 3 in the school year that begins in 2018, and graduates in that of 2027. " +
      "Cohorts of a population: children move in and out, and no person is followed. Where nothing is recorded, nothing is said.",
    action: "observation:read",
    params: ParamsSchema,
    query: QuerySchema,
    refuses: ["too_many_items"],
    responses: { 200: { description: "Cohort by cohort", schema: CohortViewSchema } },
    handle: async ({ params, query, now, principal }, { table }) => {
      const asked = { ...params, ...query, organisationId: principal.organisationId, now };
      const see = seeAs(table, { principal, now, shownIn: "cohorts" });
      return replyWith(await readCohorts({ table, protect, see }, asked), (body) => ({ status: 200, body }));
    },
  }),
];
