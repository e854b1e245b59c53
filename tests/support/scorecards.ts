import { schoolYear } from "../../shared/platform/time.ts";
import type { ScorecardContent } from "../../shared/publication/published/scorecard-document.ts";
import { ChoicesSchema } from "../../shared/publication/scorecards/choices.ts";
import { composeScorecard } from "../../shared/publication/scorecards/compose-scorecard.ts";
import type { ScorecardFacts } from "../../shared/publication/scorecards/facts.ts";
import { ABSENCE, aRelease, READING, releaseId, someCells } from "./published.ts";

export const STRATEGY = "str_01JD00000000000000000READS";
export const CHANGE = "sys_01JD00000000000000000CHANG";

/** What records say beside a release. */
export function someFacts(fields: Partial<ScorecardFacts> = {}): ScorecardFacts {
  return {
    targets: new Map([
      [READING, { value: 70, period: schoolYear(2029) }],
      [ABSENCE, { value: 12, period: schoolYear(2029) }],
    ]),
    strategies: new Map([[STRATEGY, { name: "Tutors in every school" }]]),
    systemsChanges: new Map([
      [CHANGE, { title: "One enrollment for all", status: "adopted", statusOn: "2024-05-01" }],
    ]),
    gateways: [{ framework: "Theory of Action", gateway: "Sustaining", reachedOn: "2026-02-12" }],
    money: new Map([[STRATEGY, [{ amount: "1500000.00", currency: "USD" }]]]),
    ...fields,
  };
}

/** Choices of everything there is. */
export function someChoices(fields: object = {}) {
  return ChoicesSchema().parse({
    releaseId: releaseId(1),
    title: { en: "Are our children better off?", es: "¿Están mejor nuestros niños?" },
    introduction: { en: "What changed since 2021." },
    missing: {
      en: "Children at home schools are not counted.",
      es: "No se cuenta a quienes estudian en casa.",
    },
    indicators: [
      { id: READING, es: "Lectura en tercer grado", showsTarget: true },
      { id: ABSENCE, showsTarget: true },
    ],
    strategies: [{ id: STRATEGY, es: "Tutores en cada escuela" }],
    systemsChanges: [{ id: CHANGE }],
    showsMoney: true,
    showsGateways: true,
    ...fields,
  });
}

/** The content of a scorecard of the small release, or of other cells. */
export function aScorecard(
  given: {
    readonly release?: ReturnType<typeof aRelease>;
    readonly cells?: ReturnType<typeof someCells>;
    readonly choices?: object;
  } = {},
): ScorecardContent {
  const { cells = someCells(), choices = {} } = given;
  const { manifest } = given.release ?? aRelease({}, { cells });
  const composed = composeScorecard({
    manifest,
    choices: someChoices(choices),
    placeCode: "HC",
    cells: cells.filter(({ placeCode }) => placeCode === "HC"),
    facts: someFacts(),
    today: "2026-11-20",
  });
  if (!composed.ok) throw new Error(composed.problem.detail);
  return composed.value;
}
