import { identifierText, readOrganisation } from "../../shared/identity/organisation.store.ts";
import { registerGrantees } from "../../shared/identity/register-grantees.ts";
import type { BatchContext, RemovedFigures } from "../../shared/interchange/import-file.ts";
import { keepOpenedFile } from "../../shared/interchange/opened-file.ts";
import type { StepDeps } from "../../shared/interchange/run-import-step.ts";
import { importAwards } from "../../shared/investments/import-award.ts";
import { previewAwards } from "../../shared/investments/preview-award.ts";
import { findIndicators } from "../../shared/measurement/indicator.store.ts";
import { recordObservations } from "../../shared/measurement/record-observations.ts";
import { findRemovedCells, type RemovedCells } from "../../shared/measurement/removed-cells.ts";
import { readPartnership } from "../../shared/partnerships/index.ts";
import { defined } from "../../shared/platform/defined.ts";
import type { NewId } from "../../shared/platform/id.ts";
import type { Table } from "../../shared/platform/table.ts";
import { keepInput } from "../../shared/publication/releases/release-input.ts";
import type { ReleaseStepDeps } from "../../shared/publication/releases/run-release-step.ts";
import type { ScorecardDeps } from "../../shared/publication/scorecards/run-scorecard-step.ts";
import { previewObservations } from "./preview-observations.ts";
import { reviewRestated } from "./review-restated.ts";
import type { MessageDeps } from "./run-messages.ts";
import { scorecardFacts } from "./scorecard-facts.ts";
import { withdrawObservations } from "./withdraw-observations.ts";

type Base = Pick<StepDeps, "table" | "files" | "clock" | "stepMs"> & { readonly newId: NewId };
type ReleaseBase = Pick<ReleaseStepDeps, "published" | "openSolver">;

/** What the messages of the queue are worked on with. */
export function composeMessages(base: Base & ReleaseBase): MessageDeps {
  return {
    steps: composeSteps(base),
    releases: composeReleases(base),
    scorecards: composeScorecards(base),
    reviewRestated: (revision) => reviewRestated(base, revision, base.clock()),
  };
}

/** What a step of a release stands on. A container keeps the input of the release it worked on last. */
export function composeReleases(
  base: Pick<ReleaseStepDeps, "table" | "published" | "openSolver" | "clock" | "stepMs">,
): ReleaseStepDeps {
  const partnershipName = async (id: string) => (await readPartnership(base.table, id))?.head.name;
  return { ...base, partnershipName, input: keepInput() };
}

/** What a step of a scorecard stands on. */
export function composeScorecards({
  table,
  published,
  clock,
}: Pick<ScorecardDeps, "table" | "published" | "clock">): ScorecardDeps {
  return { table, published, clock, scorecardFacts: scorecardFacts(table) };
}

/**
 * What a step of an import stands on: interchange reads the file, and what other contexts do with its records is handed to it
 * here. A container keeps the file it opened last, and no facts of a funder: they are read once a batch.
 */
export function composeSteps(base: Base): StepDeps {
  const { newId: _newId, ...rest } = base;
  const { table } = base;
  return {
    ...rest,
    opened: keepOpenedFile(),
    registerParties: async (parties, { ownerId, author, now }) => {
      const ids = await registerGrantees(base, { ownerId, grantees: parties, by: author, now });
      return ({ identifier }) => ids.get(identifierText(identifier));
    },
    recordAwards: async (awards, context) => {
      const funder = await funderOf(table, context);
      return importAwards(base, { awards, funder, author: context.author, now: context.now });
    },
    previewAwards: async (awards, context) => {
      const funder = await funderOf(table, context);
      return previewAwards(base, { awards, funder, author: context.author, now: context.now });
    },
    recordObservations: async ({ ownerId, ...call }) => {
      const recorded = await recordObservations(base, { ...call, mode: "per-row", organisationId: ownerId });
      if (!recorded.ok) throw new Error(`Observations were refused as a whole: ${recorded.problem.detail}`);
      return recorded.value.results;
    },
    templateIndicators: async (ids) => {
      const found = await findIndicators(table, ids);
      return new Map(
        [...found].map(([id, { ownerId, indicator, head }]) => {
          const { unit, ratePer } = indicator;
          return [id, { ownerId, unit, ratePer, version: head.version }];
        }),
      );
    },
    previewObservations: (call) => previewObservations(table, call),
    findRemoved: async (search) => {
      const { sets, ...rest } = await findRemovedCells(table, search);
      return { ...rest, sets: sets.map(figuresOf) };
    },
    withdrawObservations: (call) => withdrawObservations(table, call),
  };
}

/** Of a cell its figures alone. */
function figuresOf({ cells, ...set }: RemovedCells): RemovedFigures {
  const figures = cells.map(({ dimensions, was: { numerator, denominator, value, status } }) => ({
    dimensions: { ...dimensions },
    was: defined({ numerator, denominator, value, status }),
  }));
  return { ...set, cells: figures };
}

async function funderOf(table: Table, { ownerId }: BatchContext) {
  const funder = await readOrganisation(table, ownerId);
  if (!funder) throw new Error(`The organisation ${ownerId} of an import is not there.`);
  const { name, fiscalYearStartMonth, timeZone } = funder.facts;
  return { organisationId: ownerId, name, fiscalYearStartMonth, timeZone };
}
