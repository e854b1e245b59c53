import type { LessonContent } from "../../../shared/partnerships/lessons/lesson.ts";
import type { Reach } from "../../../shared/partnerships/reach.ts";
import { defined } from "../../../shared/platform/defined.ts";
import type { Field, Option, Part, Rows } from "../forms/form.ts";
import { CAPACITIES, EVIDENCE_IN_WORDS, LESSON_READERS_IN_WORDS } from "../views/lesson-words.ts";
import { boxes, someOf, ticked } from "./practice-parts.ts";

/** The fields of what a lesson says, holding what its latest version says: a version is recorded whole. */
export function contentParts(content?: LessonContent): Part[] {
  return [
    { kind: "text", name: "title", label: "Title", most: 200, isRequired: true, value: content?.title },
    {
      kind: "area",
      name: "problem",
      label: "The problem",
      hint: "Lessons moved online, and four in ten children had nothing to open them with.",
      isRequired: true,
      value: content?.problem,
    },
    {
      kind: "area",
      name: "whatWasDone",
      label: "What was done",
      hint: "So that somebody elsewhere can do it: who, with whom, in which order.",
      isRequired: true,
      value: content?.whatWasDone,
    },
    groupRows("workedFor", "For whom it worked", content?.workedFor),
    groupRows("didNotWorkFor", "For whom it did not work", content?.didNotWorkFor),
    {
      kind: "area",
      name: "conditions",
      label: "What has to be there for it to work",
      value: content?.conditions,
    },
    costGroup(content?.cost),
    ...furtherRows(content),
    facetGroup(content),
    ...boxes("capacities", "Capacities it strengthens", {
      options: CAPACITIES.map(({ key, name }) => ({ value: key, text: name })),
      chosen: content?.capacities,
    }),
  ];
}

/** What the fields make, as the API takes it. A cost without an amount has no currency either. */
export function toContent(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { cost, capacities, currency: _, ...rest } = body;
  return defined({ ...rest, cost, capacities: someOf(ticked(capacities)) });
}

/** Who reads a lesson. */
export function lessonReaders(value: Reach): Field {
  return {
    kind: "choice",
    name: "visibility",
    label: "Who reads it",
    options: optionsOf(LESSON_READERS_IN_WORDS),
    isRequired: true,
    value,
  };
}

/** The options of a choice, from their words. */
export function optionsOf(words: Readonly<Record<string, string>>): Option[] {
  return Object.entries(words).map(([value, text]) => ({ value, text }));
}

function costGroup(cost: LessonContent["cost"]): Part {
  return {
    kind: "group",
    legend: "What it cost",
    fields: [
      { kind: "area", name: "cost.description", label: "What had to be paid for", value: cost?.description },
      {
        kind: "money",
        name: "cost.amount",
        label: "Amount",
        currency: { field: "currency" },
        value: cost?.amount?.amount,
      },
      { kind: "text", name: "currency", label: "Currency", most: 3, value: cost?.amount?.currency ?? "USD" },
    ],
  };
}

function facetGroup(content: LessonContent | undefined): Part {
  return {
    kind: "group",
    legend: "What it is found by",
    fields: [
      {
        kind: "lines",
        name: "themes",
        label: "Themes",
        hint: "One a line, like: transport",
        value: content?.themes?.join("\n"),
      },
      {
        kind: "lines",
        name: "populations",
        label: "For whom it is",
        hint: "One a line, like: single parents",
        value: content?.populations?.join("\n"),
      },
      {
        kind: "lines",
        name: "placeCodes",
        label: "Codes of places",
        hint: "One a line, as figures write them.",
        value: content?.placeCodes?.join("\n"),
      },
    ],
  };
}

type Listing<T> = {
  readonly name: string;
  readonly legend: string;
  readonly each: string;
  readonly most: number;
  readonly entries: readonly T[] | undefined;
  readonly fields: (entry: T | undefined) => readonly Field[];
};

function rows<T>({ name, legend, each, most, entries = [], fields }: Listing<T>): Rows {
  return {
    kind: "rows",
    name,
    legend,
    rowLegend: (index) => `${each} ${index + 1}`,
    count: Math.min(entries.length + 1, most),
    most,
    more: `Add another: ${legend.toLowerCase()}`,
    fields: (index) => fields(entries[index]),
  };
}

function groupRows(name: string, legend: string, entries: LessonContent["workedFor"]): Rows {
  return rows({
    name,
    legend,
    each: "Group",
    most: 20,
    entries,
    fields: (entry) => [
      { kind: "text", name: "group", label: "Group", most: 200, value: entry?.group },
      { kind: "area", name: "how", label: "How that showed", value: entry?.how },
    ],
  });
}

function furtherRows(content: LessonContent | undefined): Rows[] {
  return [
    rows({
      name: "aims",
      legend: "What it aims at",
      each: "Aim",
      most: 20,
      entries: content?.aims,
      fields: (entry) => [
        { kind: "text", name: "title", label: "Aim", most: 200, value: entry?.title },
        { kind: "area", name: "description", label: "More about it", value: entry?.description },
      ],
    }),
    rows({
      name: "partners",
      legend: "Who took part",
      each: "Partner",
      most: 30,
      entries: content?.partners,
      fields: (entry) => [
        { kind: "text", name: "name", label: "Organisation", most: 200, value: entry?.name },
        { kind: "text", name: "role", label: "What it did", most: 1000, value: entry?.role },
      ],
    }),
    rows({
      name: "evidence",
      legend: "On what it rests",
      each: "Evidence",
      most: 30,
      entries: content?.evidence,
      fields: (entry) => [
        {
          kind: "choice",
          name: "kind",
          label: "Kind",
          options: optionsOf(EVIDENCE_IN_WORDS),
          blank: "choose one",
          value: entry?.kind,
        },
        { kind: "area", name: "statement", label: "What it shows", value: entry?.statement },
        { kind: "text", name: "url", label: "Address of the evidence", most: 1000, value: entry?.url },
      ],
    }),
    rows({
      name: "materials",
      legend: "Materials",
      each: "Material",
      most: 30,
      entries: content?.materials,
      fields: (entry) => [
        { kind: "text", name: "title", label: "Material", most: 200, value: entry?.title },
        { kind: "text", name: "url", label: "Address of the material", most: 1000, value: entry?.url },
      ],
    }),
  ];
}
