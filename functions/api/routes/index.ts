import type { Route } from "../route.ts";

/** Loads the routes of one module. */
type Load = () => Promise<readonly Route[]>;

/**
 * Every route module, with the first segments of the paths that it serves. A module is loaded with the first request to one of them:
 * what starting costs does not grow with the table.
 */
export const ROUTE_MODULES: readonly (readonly [segments: readonly string[], load: Load])[] = [
  [["me"], async () => (await import("./me.ts")).meRoutes],
  [["me"], async () => (await import("./views.ts")).viewRoutes],
  [["organisations"], async () => (await import("./organisations.ts")).organisationRoutes],
  [["people"], async () => (await import("./people.ts")).personRoutes],
  [["keys"], async () => (await import("./keys.ts")).keyRoutes],
  [["commitments"], async () => (await import("./commitments.ts")).commitmentRoutes],
  [["commitments"], async () => (await import("./ledger.ts")).ledgerRoutes],
  [["commitments", "approvals"], async () => (await import("./tranches.ts")).trancheRoutes],
  [["commitments"], async () => (await import("./milestones.ts")).milestoneRoutes],
  [["commitments"], async () => (await import("./documents.ts")).documentRoutes],
  [["commitments"], async () => (await import("./attachments.ts")).attachmentRoutes],
  [["reviews"], async () => (await import("./reviews.ts")).reviewRoutes],
  [["commitments", "proposals"], async () => (await import("./amendments.ts")).amendmentRoutes],
  [["portfolio", "due"], async () => (await import("./portfolio.ts")).portfolioRoutes],
  [["funder-settings"], async () => (await import("./settings.ts")).settingsRoutes],
  [["exchange-rates"], async () => (await import("./exchange-rates.ts")).exchangeRateRoutes],
  [["commitments", "journal"], async () => (await import("./accounting.ts")).accountingRoutes],
  [["commitments", "requirements"], async () => (await import("./requirements.ts")).requirementRoutes],
  [["payment-runs"], async () => (await import("./payment-runs.ts")).paymentRunRoutes],
  [["report-templates"], async () => (await import("./report-templates.ts")).reportTemplateRoutes],
  [["big-bets"], async () => (await import("./big-bets.ts")).bigBetRoutes],
  [["big-bets"], async () => (await import("./big-bet-parts.ts")).bigBetPartRoutes],
  [["reminders"], async () => (await import("./reminders.ts")).reminderRoutes],
  [["partnerships"], async () => (await import("./partnerships.ts")).partnershipRoutes],
  [["partnerships"], async () => (await import("./strategies.ts")).strategyRoutes],
  [["partnerships"], async () => (await import("./links.ts")).linkRoutes],
  [["partnerships"], async () => (await import("./shares.ts")).shareRoutes],
  [["partnerships"], async () => (await import("./designations.ts")).designationRoutes],
  [["partnerships", "stories"], async () => (await import("./stories.ts")).storyRoutes],
  [["lessons"], async () => (await import("./lessons.ts")).lessonRoutes],
  [["lessons", "partnerships"], async () => (await import("./adoptions.ts")).adoptionRoutes],
  [["frameworks"], async () => (await import("./frameworks.ts")).frameworkRoutes],
  [["partnerships", "assessments"], async () => (await import("./assessments.ts")).assessmentRoutes],
  [["partnerships", "capacity-assessments"], async () => (await import("./capacities.ts")).capacityRoutes],
  [
    ["partnerships", "capacity-supports"],
    async () => (await import("./capacity-supports.ts")).capacitySupportRoutes,
  ],
  [["network"], async () => (await import("./network.ts")).networkRoutes],
  [["partnerships"], async () => (await import("./agenda.ts")).agendaRoutes],
  [["partnerships"], async () => (await import("./meetings.ts")).meetingRoutes],
  [["partnerships"], async () => (await import("./asks.ts")).askRoutes],
  [["partnerships"], async () => (await import("./action-commitments.ts")).actionCommitmentRoutes],
  [["partnerships"], async () => (await import("./conditions.ts")).conditionRoutes],
  [["partnerships"], async () => (await import("./studies.ts")).studyRoutes],
  [["partnerships"], async () => (await import("./systems-changes.ts")).systemsChangeRoutes],
  [["partnerships"], async () => (await import("./tests-of-change.ts")).testOfChangeRoutes],
  [["partnerships"], async () => (await import("./edges.ts")).edgeRoutes],
  [["partnerships"], async () => (await import("./contribution-statements.ts")).contributionStatementRoutes],
  [["partnerships"], async () => (await import("./workspace.ts")).workspaceRoutes],
  [["reference-lists"], async () => (await import("./reference-lists.ts")).referenceListRoutes],
  [["outcomes"], async () => (await import("./outcomes.ts")).outcomeRoutes],
  [["catalogue"], async () => (await import("./catalogue.ts")).catalogueRoutes],
  [["schemes"], async () => (await import("./schemes.ts")).schemeRoutes],
  [["partnerships", "indicators"], async () => (await import("./indicators.ts")).indicatorRoutes],
  [["indicators", "observations"], async () => (await import("./observations.ts")).observationRoutes],
  [["indicators"], async () => (await import("./analysis.ts")).analysisRoutes],
  [
    ["indicators", "observation-notes"],
    async () => (await import("./observation-notes.ts")).observationNoteRoutes,
  ],
  [["partnerships", "indicators"], async () => (await import("./places.ts")).placeRoutes],
  [["partnerships"], async () => (await import("./cohorts.ts")).cohortRoutes],
  [["partnerships"], async () => (await import("./data-agreements.ts")).dataAgreementRoutes],
  [
    ["partnerships", "data-use-agreements"],
    async () => (await import("./data-use-agreements.ts")).dataUseAgreementRoutes,
  ],
  [
    ["partnerships", "release-requests"],
    async () => (await import("./release-requests.ts")).releaseRequestRoutes,
  ],
  [["partnerships"], async () => (await import("./data-calendar.ts")).dataCalendarRoutes],
  [["partnerships"], async () => (await import("./observation-template.ts")).observationTemplateRoutes],
  [["partnerships"], async () => (await import("./observation-locks.ts")).observationLockRoutes],
  [
    ["partnerships", "observation-submissions"],
    async () => (await import("./observation-submissions.ts")).observationSubmissionRoutes,
  ],
  [["commitments"], async () => (await import("./reports.ts")).reportRoutes],
  [
    ["big-bets", "partnerships", "portfolio"],
    async () => (await import("./outcome-reports.ts")).outcomeReportRoutes,
  ],
  [
    ["commitments", "big-bets", "partnerships", "portfolio"],
    async () => (await import("./report-diffs.ts")).reportDiffRoutes,
  ],
  [["partnerships"], async () => (await import("./progress.ts")).progressRoutes],
  [
    ["partnerships", "report-submissions"],
    async () => (await import("./report-submissions.ts")).reportSubmissionRoutes,
  ],
  [
    ["report-submissions", "commitments"],
    async () => (await import("./report-sections.ts")).reportSectionRoutes,
  ],
  [["report-releases"], async () => (await import("./report-releases.ts")).reportReleaseRoutes],
  [["imports"], async () => (await import("./imports.ts")).importRoutes],
  [["import-mappings"], async () => (await import("./import-mappings.ts")).importMappingRoutes],
  [["disclosure-policies"], async () => (await import("./disclosure-policies.ts")).disclosurePolicyRoutes],
  [["releases", "partnerships"], async () => (await import("./releases.ts")).releaseRoutes],
  [["scorecards", "partnerships"], async () => (await import("./scorecards.ts")).scorecardRoutes],
  [
    ["releases-elsewhere", "partnerships"],
    async () => (await import("./releases-elsewhere.ts")).elsewhereRoutes,
  ],
];

/** The routes under a first path segment; undefined where the API has none. */
export function routesUnder(segment: string): Promise<readonly Route[]> | undefined {
  const modules = ROUTE_MODULES.filter(([segments]) => segments.includes(segment));
  return modules.length === 0 ? undefined : loaded(modules);
}

/** Every route of the API; the OpenAPI document is generated from them. */
export function allRoutes(): Promise<readonly Route[]> {
  return loaded(ROUTE_MODULES);
}

async function loaded(modules: typeof ROUTE_MODULES): Promise<readonly Route[]> {
  return (await Promise.all(modules.map(([, load]) => load()))).flat();
}
