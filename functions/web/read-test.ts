import { ok, type Result } from "../../shared/platform/result.ts";
import type { IndicatorSection } from "../../shared/reporting/index.ts";
import { formatFigure } from "../../shared/reporting/wording/format.ts";
import type { WebDeps } from "./deps.ts";
import type { Option } from "./forms/form.ts";
import { readOverview } from "./read-overview.ts";
import type { Visit } from "./signed-in.ts";

/** Figures of each indicator that a finding is offered to rest on: the latest. */
const LATEST = 6;

/** What the figures of a test's indicators are, as somebody may see them. */
export type Figures = {
  readonly indicators: readonly IndicatorSection[];
  /** Observations that a finding can rest on, the latest of each indicator first. */
  readonly observations: readonly Option[];
};

/** The figures of some of a partnership's indicators, as who asks may see them; none where none are named. Three rounds. */
export async function figuresOf(
  deps: WebDeps,
  asked: { readonly partnershipId: string; readonly visit: Visit; readonly indicatorIds: readonly string[] },
): Promise<Result<Figures>> {
  const { partnershipId, indicatorIds, visit } = asked;
  if (indicatorIds.length === 0) return ok({ indicators: [], observations: [] });
  const { principal, now } = visit;
  const overview = await readOverview(deps, { partnershipId, principal, now });
  if (!overview.ok) return overview;
  const indicators = overview.value.indicators.filter(({ id }) => indicatorIds.includes(id));
  const observations = indicators.flatMap(({ name, series }) =>
    series
      .slice(-LATEST)
      .reverse()
      .flatMap((figure) => {
        const [ref] = figure.from;
        return ref === undefined
          ? []
          : [{ value: ref, text: `${name}, ${figure.label}: ${formatFigure(figure)}` }];
      }),
  );
  const once = new Map(observations.map((option) => [option.value, option]));
  return ok({ indicators, observations: [...once.values()] });
}
