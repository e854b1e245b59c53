import { labelsOf } from "../publication/published/labels.ts";
import type { Manifest } from "../publication/published/manifest.ts";
import { capitalised } from "../reporting/wording/format.ts";

/** What is chosen of a release, and which groups there are to choose of the breakdown. */
export type Chosen = {
  readonly indicatorId: string;
  readonly placeCode?: string | undefined;
  readonly by: string;
  readonly group?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** First days of the first and the last period chosen. */
  readonly startsFrom?: string | undefined;
  readonly startsTo?: string | undefined;
  readonly categories: readonly string[];
};

type Option = { readonly value: string; readonly text: string };

/** Chooses what is shown, by an address that can be kept and handed on. */
export function ExploreForm({ manifest, chosen }: { manifest: Manifest; chosen: Chosen }) {
  const labels = labelsOf(manifest);
  const periods = [...manifest.periods]
    .sort((a, b) => (a.start < b.start ? -1 : 1))
    .map(({ key }) => ({ value: key, text: labels.period(key) }));
  const dimensions = manifest.dimensionKeys.filter((key) => key !== "all");
  const breakdowns = ["all", ...dimensions].map((key) => ({
    value: key,
    text: capitalised(key === "all" ? "everybody" : `by ${labels.dimension(key)}`),
  }));
  const groups = chosen.categories.map((value) => ({ value, text: labels.category(chosen.by, value) }));
  const places = manifest.places.map(({ code }) => ({ value: code, text: labels.place(code) }));
  const indicators = manifest.indicators.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <form class="choices" action={`/open/releases/${manifest.id}/explore`}>
      <Choice name="indicator" label="Indicator" options={indicators} value={chosen.indicatorId} />
      <Choice name="place" label="Place" options={places} value={chosen.placeCode} />
      <Choice name="by" label="Whose figures" options={breakdowns} value={chosen.by} />
      {chosen.by !== "all" && groups.length > 0 && (
        <Choice name="group" label="One group" options={groups} value={chosen.group} blank="all groups" />
      )}
      <Choice name="from" label="From" options={periods} value={chosen.from} blank="the first period" />
      <Choice name="to" label="Through" options={periods} value={chosen.to} blank="the latest period" />
      <button type="submit">Show</button>
    </form>
  );
}

type ChoiceOf = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | undefined;
  readonly blank?: string;
};

function Choice({ name, label, options, value, blank }: ChoiceOf) {
  return (
    <label>
      {label}
      <select name={name}>
        {blank !== undefined && <option value="">{blank}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
