import type { CardIndicator } from "../../publication/published/scorecard-document.ts";
import { Scroll } from "../elements.tsx";
import { hasShown, SeriesChart } from "./charts.tsx";
import { Groups } from "./gaps.tsx";
import { ClassMark, Figure, type Part, periodOf, Words } from "./parts.tsx";
import { figureText } from "./statements.ts";
import type { WordKey } from "./words-en.ts";

/** How everybody's outcomes went, one block each. */
export function Outcomes(part: Part) {
  const outcomes = part.content.indicators.filter(({ level }) => level === "core");
  if (outcomes.length === 0) return null;
  return (
    <>
      <h2 id="outcomes">{part.speech.say("outcomes.title")}</h2>
      <div class="cards">
        {outcomes.map((indicator) => (
          <IndicatorCard {...part} indicator={indicator} />
        ))}
      </div>
    </>
  );
}

/** What shapes outcomes: indicators of systems, with their groups, since what systems give is not the same to all. */
export function Shaping(part: Part) {
  const { content, speech } = part;
  const shaping = content.indicators.filter(({ level }) => level !== "core");
  if (shaping.length === 0) return null;
  return (
    <>
      <h2 id="systems">{speech.say("shapes.title")}</h2>
      <p>{speech.say("shapes.lead")}</p>
      {shaping.map((indicator) => (
        <>
          <IndicatorCard {...part} indicator={indicator} />
          {indicator.breakdowns.map((breakdown) => (
            <Groups {...part} indicator={indicator} breakdown={breakdown} />
          ))}
        </>
      ))}
    </>
  );
}

function IndicatorCard({ indicator, ...part }: Part & { indicator: CardIndicator }) {
  const { content, speech } = part;
  const outcome = outcomeKey(indicator.outcomeId);
  const address = `/open/releases/${content.release.id}/indicators/${indicator.id}?place=${encodeURIComponent(content.place.code)}`;
  return (
    <article class="indicator">
      {outcome && <p class="eyebrow">{speech.say(outcome)}</p>}
      <h3>
        <Words said={indicator.name} speech={speech} />
      </h3>
      <p>
        <ClassMark indicator={indicator} speech={speech} />
      </p>
      {hasShown(indicator) ? (
        <SeriesChart {...part} indicator={indicator} finding={nowText(indicator, part)} />
      ) : (
        <p>{nowText(indicator, part)}</p>
      )}
      {indicator.target && (
        <p>
          {speech.say("indicator.target", {
            value: speech.value(indicator.target.value, indicator),
            period: speech.period(indicator.target.period, ""),
          })}
        </p>
      )}
      <details>
        <summary>{speech.say("indicator.data")}</summary>
        <SeriesTable {...part} indicator={indicator} />
        <p class="small">
          <a href={address} hreflang="en">
            {speech.say("indicator.more")}
          </a>
        </p>
      </details>
    </article>
  );
}

const OUTCOMES: readonly WordKey[] = [
  "outcome.kindergarten-readiness",
  "outcome.early-grade-reading",
  "outcome.middle-grade-math",
  "outcome.high-school-graduation",
  "outcome.postsecondary-enrolment",
  "outcome.postsecondary-completion",
  "outcome.employment",
];

function outcomeKey(outcomeId: string | undefined): WordKey | undefined {
  return OUTCOMES.find((key) => key === `outcome.${outcomeId}`);
}

/** Where everybody is now, and where they were when figures can first be compared. */
function nowText(indicator: CardIndicator, part: Part): string {
  const { speech } = part;
  const latest = indicator.series.at(-1);
  if (!latest) return "";
  const now = { value: figureText(latest, indicator, speech), period: periodOf(part, latest.periodKey) };
  const base = indicator.series.find(({ periodKey }) => periodKey === indicator.basePeriodKey);
  if (!base) return speech.say("indicator.now", now);
  const before = figureText(base, indicator, speech);
  return speech.say("indicator.since", { ...now, before, earlier: periodOf(part, base.periodKey) });
}

function SeriesTable({ indicator, ...part }: Part & { indicator: CardIndicator }) {
  const { speech } = part;
  const caption = speech.say("indicator.caption", { name: speech.pick(indicator.name).text });
  return (
    <Scroll label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{speech.say("indicator.period")}</th>
            <th scope="col" class="n">
              {speech.say("indicator.value")}
            </th>
          </tr>
        </thead>
        <tbody>
          {indicator.series.toReversed().map((cell) => (
            <tr>
              <th scope="row">{periodOf(part, cell.periodKey)}</th>
              <td class="n">
                <Figure cell={cell} indicator={indicator} speech={speech} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
