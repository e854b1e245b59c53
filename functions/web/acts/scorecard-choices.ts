import type { Choices } from "../../../shared/publication/scorecards/choices.ts";
import type { Part, Rows } from "../forms/form.ts";

/** What a scorecard may show: whatever of a partnership's records everybody could be shown, by its id and name. */
export type Showable = {
  readonly indicators: readonly Named[];
  readonly strategies: readonly Named[];
  readonly systemsChanges: readonly Named[];
};
type Named = { readonly id: string; readonly name: string };

type Asked = {
  readonly showable: Showable;
  /** What is chosen to begin with. */
  readonly chosen: Choices;
  /** Where choices lie in the body: "" or "/choices". */
  readonly at: "" | "/choices";
};

/** Characters of words in one language, as the operation takes them. */
const MOST = { title: 200, name: 300 } as const;

/** What a scorecard says and shows, as a form asks for it. */
export function choiceParts({ showable, chosen, at }: Asked): Part[] {
  return [
    spoken("title", at, { legend: "Title", chosen, kind: "text", isRequired: true }),
    spoken("introduction", at, {
      legend: "Introduction",
      hint: "Who you are, in a sentence or two.",
      chosen,
    }),
    indicatorRows(showable.indicators, { chosen, at }),
    {
      kind: "lines",
      name: "dimensionKeys",
      pointer: `${at}/dimensionKeys`,
      label: "Breakdowns, one a line",
      hint: "Like race-ethnicity. Left empty: those by one dimension. The order of groups is not for anybody to choose.",
      value: chosen.dimensionKeys?.join("\n"),
    },
    spoken("missing", at, {
      legend: "Who is missing from the data",
      hint: "And why: children in private schools, families who moved.",
      chosen,
    }),
    somethingRows("strategies", showable.strategies, { chosen, legend: "Strategies", at }),
    somethingRows("systemsChanges", showable.systemsChanges, {
      ...{ chosen, at },
      legend: "Systems changes: their title, status and day",
    }),
    {
      kind: "group",
      legend: "And",
      fields: [
        {
          kind: "check",
          name: "showsMoney",
          pointer: `${at}/showsMoney`,
          label: "Money by strategy, of funders who let their amounts be shown",
          value: tick(chosen.showsMoney),
        },
        {
          kind: "check",
          name: "showsGateways",
          pointer: `${at}/showsGateways`,
          label: "Gateways that a network has found reached",
          value: tick(chosen.showsGateways),
        },
      ],
    },
    spoken("changes", at, {
      legend: "What is other than in the scorecard before",
      hint: "Left empty where it is the first one.",
      chosen,
    }),
    {
      kind: "text",
      name: "placeCode",
      pointer: `${at}/placeCode`,
      label: "Place, by its code",
      hint: "Left empty: the place of the release that lies in no other.",
      value: chosen.placeCode,
      most: 100,
    },
  ];
}

type Spoken = {
  readonly legend: string;
  readonly hint?: string;
  readonly chosen: Choices;
  readonly kind?: "text" | "area";
  readonly isRequired?: boolean;
};

/** Words in both languages; in English at least. */
function spoken(
  name: "title" | "introduction" | "missing" | "changes",
  at: string,
  { chosen, kind = "area", isRequired = false, ...group }: Spoken,
): Part {
  const said = chosen[name];
  const field = (language: "en" | "es", label: string) => ({
    kind,
    name: `${name}.${language}`,
    pointer: `${at}/${name}/${language}`,
    label,
    value: said?.[language],
    ...(kind === "text" ? { most: MOST.title } : {}),
  });
  return {
    kind: "group",
    ...group,
    fields: [{ ...field("en", "In English"), isRequired }, field("es", "In Spanish")],
  };
}

/** Every indicator of the release, the chosen ones first and in their order. */
function indicatorRows(indicators: readonly Named[], { chosen, at }: Omit<Asked, "showable">): Rows {
  const byId = new Map(chosen.indicators?.map((one) => [one.id, one]));
  const name = (index: number) => indicators[index]?.name ?? "";
  return {
    kind: "rows",
    name: "indicators",
    pointer: `${at}/indicators`,
    legend: "Indicators of the release",
    hint: "With a target, everybody sees it, and how far it is to it; without one nothing is judged.",
    rowLegend: name,
    rowKey: (index) => indicators[index]?.id ?? "",
    count: indicators.length,
    most: indicators.length,
    fields: (index) => {
      const one = byId.get(indicators[index]?.id ?? "");
      return [
        {
          kind: "check",
          name: "shown",
          label: "Show it",
          value: tick(one !== undefined || chosen.indicators === undefined),
        },
        {
          kind: "check",
          name: "showsTarget",
          label: "With the target for all children",
          value: tick(one?.showsTarget),
        },
        {
          kind: "text",
          name: "es",
          label: "Its name in Spanish",
          value: one?.es,
          most: MOST.name,
          aside: WORDS,
        },
        {
          kind: "text",
          name: "about.en",
          label: "What systems do here, in English",
          hint: "Like “Schools teach children to read”. It stands over the gaps.",
          value: one?.about?.en,
          most: MOST.name,
          aside: WORDS,
        },
        {
          kind: "text",
          name: "about.es",
          label: "What systems do here, in Spanish",
          value: one?.about?.es,
          most: MOST.name,
          aside: WORDS,
        },
      ];
    },
  };
}

const WORDS = "In Spanish, and what systems do";

function somethingRows(
  name: "strategies" | "systemsChanges",
  items: readonly Named[],
  { chosen, legend, at }: { readonly chosen: Choices; readonly legend: string; readonly at: string },
): Part {
  const byId = new Map(chosen[name].map((one) => [one.id, one]));
  return {
    kind: "rows",
    name,
    pointer: `${at}/${name}`,
    legend,
    ...(items.length === 0 ? { hint: "None is recorded that everybody may read." } : {}),
    rowLegend: (index) => items[index]?.name ?? "",
    rowKey: (index) => items[index]?.id ?? "",
    count: items.length,
    most: items.length,
    fields: (index) => {
      const one = byId.get(items[index]?.id ?? "");
      return [
        { kind: "check", name: "shown", label: "Show it", value: tick(one !== undefined) },
        {
          kind: "text",
          name: "es",
          label: "What it is called in Spanish",
          value: one?.es,
          most: MOST.name,
          aside: "In Spanish",
        },
      ];
    },
  };
}

function tick(is: boolean | undefined): string {
  return is ? "yes" : "";
}
