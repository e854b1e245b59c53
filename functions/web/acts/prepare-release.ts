import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import { defined } from "../../../shared/platform/defined.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import { listPolicies } from "../../../shared/publication/policies/read-policies.ts";
import { dimensionLabel } from "../../../shared/publication/published/labels.ts";
import { listReleases } from "../../../shared/publication/releases/read-releases.ts";
import type { ReleaseView } from "../../../shared/publication/releases/release.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Option, Part } from "../forms/form.ts";

/** Indicators, policies and earlier releases that the form offers. */
const MOST_OFFERED = 100;
const LICENCES: readonly (Option & { readonly path: string })[] = [
  {
    value: "CC-BY-4.0",
    text: "Creative Commons Attribution 4.0",
    path: "https://creativecommons.org/licenses/by/4.0/",
  },
  {
    value: "CC0-1.0",
    text: "No rights reserved (CC0 1.0)",
    path: "https://creativecommons.org/publicdomain/zero/1.0/",
  },
];

/** Prepares a release: which figures, by which rules; what has to be hidden is worked out then, and nothing is published. */
export const prepareReleaseForm: MakeForm = async ({ principal, c }, deps) => {
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const page = { limit: MOST_OFFERED };
  const [releases, indicators, policies] = await Promise.all([
    listReleases(deps, { partnershipId, organisationId, page }),
    listIndicators(deps, { partnershipId, organisationId, page }),
    listPolicies(deps, { organisationId, page }),
  ]);
  if (!releases.ok) return releases;
  if (!indicators.ok) return indicators;
  if (!policies.ok) return policies;
  const offered = indicators.value.items.map(({ id, name }) => ({ value: id, text: name }));
  if (offered.length === 0)
    return fail({ code: "conflict", detail: "No indicator is recorded yet: there is nothing to release." });
  const rules = [...policies.value.builtIn, ...policies.value.items];
  return ok({
    title: "Prepare a release",
    lead: "The figures are frozen as they are recorded now, and what has to be hidden is worked out: small counts, and whatever they could be computed from, together with all that is out already. You look at it before anything is published.",
    parts: [
      ...describing(),
      selecting(offered),
      protecting(rules.map(({ id, name }) => ({ value: id, text: name }))),
      HANGING_TOGETHER,
      ...correcting(releases.value.items),
    ],
    fixed: { partnershipId },
    shape: (filled) => toRelease(filled, offered),
    submit: "Have it planned",
    call: { method: "POST", path: "/releases" },
    back: { address: `/partnerships/${partnershipId}/releases`, text: "Data releases" },
    done: ({ location }) => ({
      address: (location ?? "").replace(/^\/v1/, ""),
      notice: "release-prepared",
    }),
  });
};

function describing(): Part[] {
  return [
    { kind: "text", name: "title", label: "Title", most: 200, isRequired: true },
    { kind: "area", name: "note", label: "Note", hint: "Published with it: what readers should know." },
    {
      kind: "choice",
      name: "licence",
      pointer: "/licence/name",
      label: "What others may do with the figures",
      options: LICENCES,
      value: "CC-BY-4.0",
    },
  ];
}

function selecting(indicators: readonly Option[]): Part {
  const ticks = indicators.map(
    ({ value, text }): Field => ({
      kind: "check",
      name: `indicators.${value}`,
      pointer: `/selection/indicatorIds/${value}`,
      label: text,
    }),
  );
  return {
    kind: "group",
    legend: "Which figures",
    hint: "Whole breakdowns of the indicators that you tick: no group can be picked or left out by itself.",
    fields: [
      ...ticks,
      {
        kind: "date",
        name: "from",
        pointer: "/selection/from",
        label: "Periods that start on this day or later",
      },
      { kind: "date", name: "to", pointer: "/selection/to", label: "Periods that end on this day or before" },
      {
        kind: "lines",
        name: "dimensionKeys",
        pointer: "/selection/dimensionKeys",
        label: "Breakdowns, one a line",
        hint: `Like race-ethnicity, or race-ethnicity+sex for ${dimensionLabel("race-ethnicity+sex")}. Left empty: every one. Totals are always in it.`,
      },
    ],
  };
}

function protecting(policies: readonly Option[]): Part {
  return {
    kind: "choice",
    name: "policy",
    pointer: "/policy/id",
    label: "By which rules it is protected",
    options: policies,
    value: policies[0]?.value,
    isRequired: true,
  };
}

/** How indicators hang together where their definitions do not say so in the same words: without it a hidden figure could be computed. */
const HANGING_TOGETHER: Part = {
  kind: "group",
  legend: "Indicators that hang together",
  hint: "Names of indicators, or their ids, with semicolons between them; a group a line. What is hidden of one could be computed from the others.",
  fields: [
    {
      kind: "lines",
      name: "partitions",
      label: "Together they are everybody who is counted",
      hint: "Like the levels of one test: Below basic; Basic; Proficient.",
    },
    {
      kind: "lines",
      name: "sharedDenominators",
      label: "They are of the same children",
      hint: "Though their definitions say it in other words.",
    },
  ],
};

/** The groups of indicators that lines name; what names none, or two, is left for the operation to refuse. */
function groupsIn(lines: readonly string[] | undefined, indicators: readonly Option[]) {
  const byName = Map.groupBy(indicators, ({ text }) => plain(text));
  return lines?.map((line) =>
    line
      .split(";")
      .map((name) => name.trim())
      .filter((name) => name !== "")
      .map((name) => {
        const [one, ...others] = byName.get(plain(name)) ?? [];
        return one && others.length === 0 ? one.value : name;
      }),
  );
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

function correcting(releases: readonly ReleaseView[]): Part[] {
  const published = releases.filter(({ status }) => status === "published");
  if (published.length === 0) return [];
  return [
    {
      kind: "group",
      legend: "If it corrects an earlier one",
      fields: [
        {
          kind: "choice",
          name: "corrects",
          pointer: "/corrects/releaseId",
          label: "The release that it corrects",
          options: published.map(({ id, number, title }) => ({ value: id, text: `${number}: ${title}` })),
        },
        { kind: "area", name: "why", pointer: "/corrects/reason", label: "Why" },
      ],
    },
  ];
}

type Body = {
  readonly selection?: { readonly indicatorIds?: Readonly<Record<string, boolean>> };
  readonly licence?: { readonly name?: string };
  readonly partitions?: readonly string[];
  readonly sharedDenominators?: readonly string[];
};

/** Ticks become a list, names of indicators their ids; a licence comes with its title and address. */
function toRelease(filled: Readonly<Record<string, unknown>>, indicators: readonly Option[]): object {
  const { selection = {}, licence, partitions, sharedDenominators, ...rest } = filled as Body;
  const groups = {
    partitions: groupsIn(partitions, indicators),
    sharedDenominators: groupsIn(sharedDenominators, indicators),
  };
  const ticks = selection.indicatorIds ?? {};
  const chosen = LICENCES.find(({ value }) => value === licence?.name);
  return {
    ...rest,
    ...defined(groups),
    ...(chosen ? { licence: { name: chosen.value, title: chosen.text, path: chosen.path } } : {}),
    selection: { ...selection, indicatorIds: Object.keys(ticks).filter((id) => ticks[id]) },
  };
}
