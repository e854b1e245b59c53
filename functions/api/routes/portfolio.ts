import * as z from "zod";
import {
  DueSchema,
  findDue,
  openMinor,
  PortfolioSchema,
  portfolioView,
  readPortfolio,
  trancheState,
} from "../../../shared/investments/index.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { money } from "../../../shared/platform/money.ts";
import { ok } from "../../../shared/platform/result.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import { route } from "../route.ts";

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
      "Kept from the stream: a write shows here a moment later. Intended money is never part of committed.",
    action: "commitment:read",
    responses: { 200: { description: "The portfolio", schema: PortfolioSchema } },
    handle: async ({ principal }, deps) =>
      ok({ status: 200, body: portfolioView(await readPortfolio(deps.table, principal.organisationId)) }),
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
