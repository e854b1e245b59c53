import type { Route } from "../route.ts";
import { commitmentRoutes } from "./commitments.ts";
import { importRoutes } from "./imports.ts";
import { indicatorRoutes } from "./indicators.ts";
import { keyRoutes } from "./keys.ts";
import { ledgerRoutes } from "./ledger.ts";
import { linkRoutes } from "./links.ts";
import { meRoutes } from "./me.ts";
import { observationRoutes } from "./observations.ts";
import { organisationRoutes } from "./organisations.ts";
import { outcomeRoutes } from "./outcomes.ts";
import { partnershipRoutes } from "./partnerships.ts";
import { personRoutes } from "./people.ts";
import { portfolioRoutes } from "./portfolio.ts";
import { reminderRoutes } from "./reminders.ts";
import { reportRoutes } from "./reports.ts";
import { shareRoutes } from "./shares.ts";
import { strategyRoutes } from "./strategies.ts";

/** Every route of the API; the OpenAPI document is generated from this table. */
export const ROUTES: readonly Route[] = [
  ...meRoutes,
  ...organisationRoutes,
  ...personRoutes,
  ...keyRoutes,
  ...commitmentRoutes,
  ...ledgerRoutes,
  ...portfolioRoutes,
  ...reminderRoutes,
  ...partnershipRoutes,
  ...strategyRoutes,
  ...linkRoutes,
  ...shareRoutes,
  ...outcomeRoutes,
  ...indicatorRoutes,
  ...observationRoutes,
  ...reportRoutes,
  ...importRoutes,
];
