import type { Indicator } from "../../../shared/measurement/indicator.ts";
import type { ObservationSetView } from "../../../shared/measurement/observation.ts";
import type { SetKey } from "../../../shared/measurement/observation-ref.ts";
import {
  type DocumentOptions,
  formatInstant,
  formatValue,
  type Page,
  renderDocument,
  Scroll,
  statusWords,
} from "../../../shared/pages/index.ts";
import { periodLabel } from "../../../shared/platform/time.ts";
import { breakdownLabel, groupLabel } from "../../../shared/reporting/index.ts";

type Opened = {
  readonly name: string;
  readonly recordedBy: string;
  readonly set: ObservationSetView;
  readonly indicator: Indicator;
};

/** The revision behind a figure, for the partnership that recorded it: who, when, why, from where, and every cell. */
export function renderObservation(opened: Opened, frame: Omit<DocumentOptions, "title">): Page {
  const { name, set } = opened;
  const by =
    set.dimensionNames.length === 0 ? "everybody" : `by ${breakdownLabel(set.dimensionNames.join("+"))}`;
  return renderDocument(
    { ...frame, title: `Observation: ${name}` },
    <>
      <p class="eyebrow">
        Observation, {periodLabel(set.period)}, {set.place.name ?? set.place.code}, {by}, revision{" "}
        {set.revision}
      </p>
      <h1>{name}</h1>
      <p class="soft">
        {opened.indicator.numeratorDefinition}, of: {opened.indicator.denominatorDefinition}. Source of the
        indicator: {opened.indicator.source}.
      </p>
      <Provenance opened={opened} />
      <Cells opened={opened} />
      <p>
        <a href={`/partnerships/${opened.indicator.partnershipId}#${set.indicatorId}`}>
          The indicator with all its periods
        </a>
      </p>
      <p class="small soft">
        Reference <code>{set.ref}</code>. Sealed with <code>{set.hash}</code>
      </p>
    </>,
  );
}

function Provenance({ opened }: { opened: Opened }) {
  const { set, recordedBy } = opened;
  return (
    <dl class="facts">
      <div>
        <dt>Recorded by</dt>
        <dd>{recordedBy}</dd>
      </div>
      <div>
        <dt>Recorded</dt>
        <dd>{formatInstant(set.recordedAt)}</dd>
      </div>
      <div>
        <dt>Why</dt>
        <dd>{set.reason ?? "first recorded, no reason asked"}</dd>
      </div>
      <div>
        <dt>From</dt>
        <dd>
          {set.source ?? "no source given for this record"}
          {set.protectedAtSource && <small>small figures are hidden by the source</small>}
        </dd>
      </div>
      {set.previousRef !== undefined && (
        <div>
          <dt>Before</dt>
          <dd>
            <a href={`/observations/${set.previousRef}`}>Revision {set.revision - 1}</a>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Cells({ opened }: { opened: Opened }) {
  const { unit, ratePer, currency } = opened.indicator;
  return (
    <Scroll label="Figures of this observation">
      <table>
        <caption>Figures, as recorded</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            {["Value", "Numerator", "Denominator"].map((column) => (
              <th scope="col" class="n">
                {column}
              </th>
            ))}
            <th scope="col">Notes</th>
          </tr>
        </thead>
        <tbody>
          {opened.set.cells.map((cell) => (
            <tr>
              <th scope="row">{groupLabel(Object.values(cell.dimensions).join("+") || "all")}</th>
              <td class="n">
                {cell.value === null ? (
                  <span class="hid">{statusWords(cell)}</span>
                ) : (
                  formatValue(cell.value, { unit, ratePer, currency })
                )}
              </td>
              <td class="n">{cell.numerator ?? ""}</td>
              <td class="n">{cell.denominator ?? ""}</td>
              <td class="small">
                {[cell.source, cell.note].filter((text) => text !== undefined).join(". ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What a citation names, for those who may see the protected figures but not the records behind them. */
export function renderCitation(
  cited: { readonly name: string; readonly key: SetKey; readonly revision: number },
  frame: Omit<DocumentOptions, "title">,
): Page {
  const { name, key, revision } = cited;
  const [start, end] = key.periodKey.split("_");
  const by = key.dimensionKey === "all" ? "everybody" : breakdownLabel(key.dimensionKey);
  return renderDocument(
    { ...frame, title: `Observation: ${name}` },
    <>
      <p class="eyebrow">Cited observation</p>
      <h1>{name}</h1>
      <p class="lead">
        This figure rests on revision {revision} of what was recorded for {start} to {end}, place{" "}
        {key.placeCode}, {by}.
      </p>
      <div class="note">
        <p>
          The record itself holds counts of children, so only the partnership that keeps it can open it.
          Figures that may be shown are in the partnership's series, protected. If you need to check this one,
          give the partnership the reference in the address of this page.
        </p>
      </div>
    </>,
  );
}
