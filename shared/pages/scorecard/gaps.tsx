import type {
  CardBreakdown,
  CardGroup,
  CardIndicator,
} from "../../publication/published/scorecard-document.ts";
import { Scroll } from "../elements.tsx";
import { GroupChart } from "./charts.tsx";
import { dimensionOf, Figure, type Part, periodOf, Words } from "./parts.tsx";
import { gapText } from "./statements.ts";

type OfBreakdown = Part & { readonly indicator: CardIndicator; readonly breakdown: CardBreakdown };

/** Every gap of the outcomes, each under what systems do there. */
export function Gaps(part: Part) {
  const { content, speech } = part;
  const outcomes = content.indicators.filter(({ level }) => level === "core");
  if (!outcomes.some(({ breakdowns }) => breakdowns.length > 0)) return null;
  return (
    <>
      <h2 id="gaps">{speech.say("gaps.title")}</h2>
      <p>{speech.say("gaps.lead")}</p>
      {outcomes.map((indicator) =>
        indicator.breakdowns.map((breakdown) => (
          <article class="indicator">
            <GapTitle {...part} indicator={indicator} breakdown={breakdown} />
            <Groups {...part} indicator={indicator} breakdown={breakdown} />
          </article>
        )),
      )}
    </>
  );
}

function GapTitle({ indicator, breakdown, ...part }: OfBreakdown) {
  const { speech } = part;
  const dimension = speech.pick(dimensionOf(part, breakdown.dimensionKey)).text;
  return (
    <>
      <h3>
        {indicator.about ? (
          <Words said={indicator.about} speech={speech} />
        ) : (
          speech.say("gap.default", { dimension })
        )}
      </h3>
      {breakdown.verdict && (
        <p>
          <strong>{speech.say(`verdict.${breakdown.verdict}`)}</strong>
        </p>
      )}
    </>
  );
}

/** Groups drawn, with their data beneath; where none of them can be drawn, the data alone. */
export function Groups(props: OfBreakdown) {
  const isDrawn = props.breakdown.groups.some(({ latest }) => latest.value !== null);
  if (!isDrawn) return <GroupTable {...props} />;
  return (
    <>
      <GroupChart {...props} />
      <details>
        <summary>{props.speech.say("indicator.data")}</summary>
        <GroupTable {...props} />
      </details>
    </>
  );
}

/** Groups at two times, the largest first; what is hidden is a row like any other. */
function GroupTable({ indicator, breakdown, ...part }: OfBreakdown) {
  const { speech } = part;
  const { dimensionKey, periodKey, basePeriodKey } = breakdown;
  const name = speech.pick(indicator.name).text;
  const dimension = speech.pick(dimensionOf(part, dimensionKey)).text;
  const caption = speech.say("gap.caption", { name, dimension });
  const hasGaps = breakdown.groups.some(({ gap }) => gap !== undefined);
  const [now, then] = [periodOf(part, periodKey), basePeriodKey && periodOf(part, basePeriodKey)];
  const heads = [
    speech.say("gap.group"),
    ...(then === undefined ? [] : [then]),
    now,
    ...(hasGaps && then !== undefined ? [speech.say("gap.comparedThen", { period: then })] : []),
    ...(hasGaps ? [speech.say("gap.comparedThen", { period: now })] : []),
  ];
  return (
    <Scroll label={caption}>
      <table>
        <caption>
          <Caption {...part} indicator={indicator} breakdown={breakdown} />
        </caption>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th scope="col" class={index === 0 ? undefined : "n"}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {breakdown.groups.map((group) => (
            <GroupRow {...part} {...{ indicator, breakdown, group, hasGaps }} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The name of what is measured and of the breakdown, each in its language. */
function Caption({ indicator, breakdown, ...part }: OfBreakdown) {
  const { speech } = part;
  const [before = "", between = "", after = ""] = speech
    .say("gap.caption", { name: "\n", dimension: "\n" })
    .split("\n");
  return (
    <>
      {before}
      <Words said={indicator.name} speech={speech} />
      {between}
      <Words said={dimensionOf(part, breakdown.dimensionKey)} speech={speech} />
      {after}
    </>
  );
}

function GroupRow({
  indicator,
  breakdown,
  group,
  hasGaps,
  ...part
}: OfBreakdown & { group: CardGroup; hasGaps: boolean }) {
  const { speech, content } = part;
  const label = content.labels.categories[breakdown.dimensionKey]?.[group.category] ?? { en: group.category };
  const hasThen = breakdown.basePeriodKey !== undefined;
  return (
    <tr>
      <th scope="row">
        <Words said={label} speech={speech} />
      </th>
      {hasThen && (
        <td class="n">
          <Figure cell={group.base} indicator={indicator} speech={speech} />
        </td>
      )}
      <td class="n">
        <Figure cell={group.latest} indicator={indicator} speech={speech} />
      </td>
      {hasGaps && hasThen && <td class="n">{gapText(group.baseGap, indicator, speech)}</td>}
      {hasGaps && <td class="n">{gapText(group.gap, indicator, speech)}</td>}
    </tr>
  );
}
