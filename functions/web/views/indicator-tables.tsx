import { FigureText, formatDate, formatValue, Scroll, SeriesChart } from "../../../shared/pages/index.ts";
import { periodLabel } from "../../../shared/platform/time.ts";
import { groupLabel } from "../../../shared/reporting/index.ts";
import { findingOf } from "../../../shared/reporting/wording/finding.ts";
import type { IndicatorRead, PlaceSeries } from "../read-indicator-page.ts";

/** So many places have a chart of their own; the table has them all. */
const MOST_CHARTS = 6;

/** The figures of everybody in other places: on one scale, never ranked. */
export function ByPlace({ read }: { read: IndicatorRead }) {
  const { places, section, morePlaces } = read;
  if (places.length === 0) return null;
  const all = [...(section ? [section] : []), ...places.map((place) => place.section)];
  const figures = all.flatMap(({ series }) => series.flatMap(({ value }) => value ?? []));
  return (
    <>
      <h2>By place</h2>
      <p class="soft small">
        In the order in which the places are listed, on one scale. They are not ranked.
      </p>
      <div class="charts">
        {places.slice(0, MOST_CHARTS).map((place) => (
          <SeriesChart
            indicator={place.section}
            title={`${place.name}: ${findingOf(place.section)}`}
            beside={{ alongside: figures }}
          />
        ))}
      </div>
      <PlaceTable places={places} name={read.indicator.name} />
      {morePlaces > 0 && <p class="soft">{morePlaces} more places are listed, and not shown here.</p>}
    </>
  );
}

function PlaceTable({ places, name }: { places: readonly PlaceSeries[]; name: string }) {
  return (
    <Scroll label={`${name} by place`}>
      <table>
        <caption>Everybody, by place and period</caption>
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Period</th>
            <th scope="col" class="n">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {places.flatMap((place) =>
            place.section.series.map((figure) => (
              <tr>
                <th scope="row">{place.name}</th>
                <td data-v={figure.period.start}>{figure.label}</td>
                <td class="n" {...(figure.value === null ? {} : { "data-v": String(figure.value) })}>
                  <FigureText figure={figure} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Where everybody and each group stood and shall stand, and when that was set or changed. */
export function Targets({ read }: { read: IndicatorRead }) {
  const { targets, targetVersions, indicator } = read;
  const written = (point: { readonly value: number | null } | undefined) =>
    point === undefined ? "none" : point.value === null ? "protected" : formatValue(point.value, indicator);
  return (
    <>
      <h2 id="targets">Targets</h2>
      {targets.length === 0 ? (
        <p>No target is set: whether it improves enough cannot be told.</p>
      ) : (
        <Scroll label="Targets">
          <table>
            <caption>Where it stood, and where it shall stand</caption>
            <thead>
              <tr>
                <th scope="col">Group</th>
                <th scope="col">Baseline</th>
                <th scope="col">Target</th>
              </tr>
            </thead>
            <tbody>
              {targets.map(({ dimensions, baseline, target }) => (
                <tr>
                  <th scope="row">{groupLabel(Object.values(dimensions).join("+") || "all")}</th>
                  <td>
                    {written(baseline)}
                    {baseline && <div class="soft small">{periodLabel(baseline.period)}</div>}
                  </td>
                  <td>
                    {written(target)}
                    {target && <div class="soft small">{periodLabel(target.period)}</div>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {targetVersions.length > 0 && (
        <ul>
          {targetVersions.map(({ recordedAt, reason }, index) => (
            <li>
              {index === 0 ? "Set" : "Changed"} on {formatDate(recordedAt.slice(0, 10))}
              {reason === undefined ? "" : `: ${reason}`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
