import * as z from "zod";
import { DueSchema, findDue, openMinor, trancheState } from "../../../shared/investments/index.ts";
import {
  PortfolioQuerySchema,
  PortfolioSchema,
  showPortfolio,
} from "../../../shared/investments/portfolio/show-portfolio.ts";
import { isOutcomeId } from "../../../shared/measurement/catalogue/outcome-ids.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { money } from "../../../shared/platform/money.ts";
import { ok } from "../../../shared/platform/result.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import { NeedSchema } from "../../../shared/reporting/need-view.ts";
import { NeedQuerySchema, readNeed } from "../../../shared/reporting/read-need.ts";
import { replyWith } from "../reply.ts";
import { route } from "../route.ts";

const OutcomeNeedQuerySchema = lazy(() =>
  NeedQuerySchema().extend({
    outcomeId: z
      .string()
      .refine(isOutcomeId, "There is no such outcome in the catalogue: see GET /v1/outcomes."),
  }),
);
const DueQuerySchema = lazy(() => z.strictObject({ from: DateSchema(), to: DateSchema() }));
const DueListSchema = lazy(() => z.strictObject({ items: z.array(DueSchema()) }).meta({ id: "DueList" }));

const tag = "Portfolio";

export const portfolioRoutes = [
  route({
    method: "get",
    path: "/portfolio",
    operationId: "readPortfolio",
    tag,
    summary: "What your organisation has committed, by fiscal year and status, a currency at a time",
    description:
      "Kept from the stream: a write shows here a moment later. Intended money is never part of committed. `by` adds a page of sums against one of strategy, outcome and place; `status` and `fiscalYear` (of agreement) leave the other rows out of everything; `currency` converts the totals at your own rates of a day.",
    action: "commitment:read",
    query: PortfolioQuerySchema,
    responses: { 200: { description: "The portfolio", schema: PortfolioSchema } },
    handle: async ({ principal, query, now }, deps) =>
      replyWith(await showPortfolio(deps, { principal, query, today: now.slice(0, 10) }), (body) => ({
        status: 200,
        body,
        ...(body.next === undefined ? {} : { next: body.next }),
      })),
  }),
  route({
    method: "get",
    path: "/portfolio/need",
    operationId: "readNeed",
    tag,
    summary: "Your money beside where it is needed, for one outcome: by place and by group",
    description:
      "For the partnerships that you fund and that are shared with you: what you committed to the strategies that lead to the outcome, how many children there are, how far they are from the target, and the money for each child. By group only money of targeted strategies that name it. The others on the page are listed with the reason.",
    action: "report:read",
    query: OutcomeNeedQuerySchema,
    responses: { 200: { description: "A page of the partnerships that you fund", schema: NeedSchema } },
    handle: async ({ principal, query, now }, deps) =>
      replyWith(await readNeed(deps, { principal, query, now }), (body) => ({
        status: 200,
        body,
        ...(body.next === undefined ? {} : { next: body.next }),
      })),
  }),
  route({
    method: "get",
    path: "/due",
    operationId: "listDue",
    tag,
    summary: "Your open tranches that fall due between two days",
    action: "commitment:read",
    query: DueQuerySchema,
    responses: { 200: { description: "By date", schema: DueListSchema } },
    handle: async ({ query, principal }, deps) => {
      const due = await findDue(deps.table, { organisationId: principal.organisationId, ...query });
      if (!due.ok) return due;
      const items = due.value.map(({ commitmentId, tranche }) => ({
        commitmentId,
        trancheNumber: tranche.number,
        dueOn: tranche.dueOn,
        ...(tranche.label === undefined ? {} : { label: tranche.label }),
        open: money(openMinor(tranche), tranche.currency),
        state: trancheState(tranche),
      }));
      return ok({ status: 200, body: { items } });
    },
  }),
];
