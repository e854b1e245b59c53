import type { Plan } from "./read-plan.ts";

/** One step of making a plan: what to do, why, and where; done or not. */
export type Step = {
  readonly title: string;
  readonly why: string;
  /** Under the partnership's address. */
  readonly at: string;
  readonly isDone: boolean;
};

const OUTCOME_LEVELS: readonly string[] = ["core", "contributing"];
const SYSTEM_LEVELS: readonly string[] = ["system", "adjacent"];

/** What a plan is made of, in the order in which each rests on what is before it. */
export function planSteps(plan: Plan): Step[] {
  const { partnership, results, indicators, hasPromise } = plan;
  const outcomes = indicators.filter(({ level }) => OUTCOME_LEVELS.includes(level));
  const [outcome] = outcomes;
  return [
    {
      title: "Say what you work for",
      why: "A result is a condition of well-being in plain words.",
      at: "results/new",
      isDone: results.length > 0,
    },
    {
      title: "Add an indicator of an outcome",
      why: "By what one would see that the result comes about.",
      at: "indicators/new",
      isDone: outcome !== undefined,
    },
    {
      title: "Set its target",
      why: "Where it stands, where it shall stand, and by when. Without one nothing is classed.",
      at: outcome ? `indicators/${outcome.id}/target` : "indicators/new",
      isDone: outcomes.some(({ targets }) => targets.length > 0),
    },
    {
      title: "Add a strategy",
      why: "What the partners do to get there.",
      at: "strategies/new",
      isDone: partnership.strategies.length > 0,
    },
    {
      title: "Add an indicator of a system",
      why: "What schools or others do differently where the strategy works.",
      at: "indicators/new",
      isDone: indicators.some(({ level }) => SYSTEM_LEVELS.includes(level)),
    },
    {
      title: "Link strategy, system and outcome",
      why: "How the one moves the other, on what that rests, and how long it takes.",
      at: "links/new",
      isDone: partnership.links.length > 0,
    },
    {
      title: "Share the plan with a funder",
      why: "It reads the plan, and figures that identify no child.",
      at: "shares/new",
      isDone: partnership.shares.length > 0,
    },
    {
      title: "Record the first promise",
      why: "Who does what by when; kept or missed, and why.",
      at: "promises/new",
      isDone: hasPromise,
    },
  ];
}
