import { periodLabel } from "../../../shared/platform/time.ts";
import {
  type FigureRef,
  LONGEST_TEXT,
  type SectionContent,
} from "../../../shared/reporting/submissions/section.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import type { Field, Part } from "../forms/form.ts";

/** A commitment whose reports ask for a section. */
export type Asker = { readonly commitmentId: string; readonly name: string; readonly currency: string };

/** What can be named in a section. */
export type Offers = {
  readonly indicators: readonly { readonly id: string; readonly name: string }[];
  readonly documents: readonly {
    readonly commitmentId: string;
    readonly documentId: string;
    readonly title: string;
  }[];
};

type Of = {
  readonly content: SectionContent;
  readonly askers: readonly Asker[];
  readonly offers: Offers;
  readonly kinds: SubmissionView["sections"][number]["kinds"];
};

const MOST_LINES = 20;

/** The fields of a section: those of the kinds that its templates want, and of whatever is written in it besides. */
export function sectionParts(of: Of): Part[] {
  const { kinds, content } = of;
  return [
    ...(kinds.includes("text") || content.text !== undefined || content.texts ? textParts(of) : []),
    ...(kinds.includes("figures") || content.figures ? [figuresPart(of)] : []),
    ...(kinds.includes("money") || content.money ? moneyParts(of) : []),
    ...(kinds.includes("file") || content.attachments ? documentParts(of) : []),
  ];
}

function textParts({ content, askers }: Of): Part[] {
  const text: Field = {
    kind: "area",
    name: "text",
    label: "Text",
    hint: `At most ${LONGEST_TEXT} characters. Name no child.`,
    value: content.text,
  };
  const named = new Set(content.texts?.map(({ commitmentId }) => commitmentId));
  if (askers.length < 2 && !askers.some(({ commitmentId }) => named.has(commitmentId))) return [text];
  const own = askers.map(
    ({ commitmentId, name }): Field => ({
      kind: "area",
      name: `own.${commitmentId}`,
      label: `Other words for ${name}`,
      value: content.texts?.find((each) => each.commitmentId === commitmentId)?.text,
    }),
  );
  const hint = "Only where one of them means something else by it: these stand in place of the text above.";
  return [text, { kind: "group", legend: "Words for one funder alone", hint, fields: own }];
}

function figuresPart({ content, offers }: Of): Part {
  const named = content.figures ?? [];
  const latest = new Set(named.filter(({ period }) => !period).map(({ indicatorId }) => indicatorId));
  const names = new Map(offers.indicators.map(({ id, name }) => [id, name]));
  const ofPeriods = named.flatMap((figure, at): Field[] =>
    figure.period ? [keptFigure(figure, names.get(figure.indicatorId), at)] : [],
  );
  const others = [...latest].filter((id) => !names.has(id)).map((id) => ({ id, name: id }));
  const ticks = [...offers.indicators, ...others].map(
    ({ id, name }): Field => ({
      kind: "check",
      name: `figures.${id}`,
      label: name,
      value: latest.has(id) ? "yes" : undefined,
    }),
  );
  return {
    kind: "group",
    legend: "Figures",
    hint: "Each funder gets the latest figure within the period of its own report, protected as in every report.",
    fields: [...ticks, ...ofPeriods],
  };
}

function keptFigure({ indicatorId, period }: FigureRef, name: string | undefined, at: number): Field {
  const of = period ? `, ${periodLabel(period)}` : "";
  return { kind: "check", name: `kept.f${at}`, label: `${name ?? indicatorId}${of}`, value: "yes" };
}

function moneyParts({ content, askers }: Of): Part[] {
  return askers.map(({ commitmentId, name, currency }): Part => {
    const lines = (content.money ?? []).filter((line) => line.commitmentId === commitmentId);
    return {
      kind: "rows",
      name: `money.${commitmentId}`,
      legend: `Money, for ${name}`,
      hint: "No other funder reads these lines. What is committed and paid is drawn from the record.",
      rowLegend: (index) => `Line ${index + 1}`,
      count: Math.min(Math.max(3, lines.length + 1), MOST_LINES + lines.length),
      most: MOST_LINES + lines.length,
      more: "Add a line",
      fields: (index) => [
        { kind: "text", name: "label", label: "What for", most: 200, value: lines[index]?.label },
        {
          kind: "money",
          name: "amount",
          label: "Amount",
          currency,
          value: lines[index]?.amount.amount,
        },
      ],
    };
  });
}

function documentParts({ content, askers, offers }: Of): Part[] {
  const attached = new Set(content.attachments?.map(({ documentId }) => documentId));
  return askers.map(({ commitmentId, name }): Part => {
    const offered = offers.documents.filter((each) => each.commitmentId === commitmentId);
    const known = new Set(offered.map(({ documentId }) => documentId));
    const others = (content.attachments ?? [])
      .filter((each) => each.commitmentId === commitmentId && !known.has(each.documentId))
      .map(({ documentId }) => ({ documentId, title: documentId }));
    const documents = [...offered, ...others];
    return {
      kind: "group",
      legend: `Documents, for ${name}`,
      hint:
        documents.length === 0
          ? "No document lies with this commitment yet: put one there first, then tick it here."
          : "Tick those that go with this section. No other funder gets them.",
      fields: documents.map(({ documentId, title }) => ({
        kind: "check",
        name: `documents.${commitmentId}.${documentId}`,
        label: title,
        value: attached.has(documentId) ? "yes" : undefined,
      })),
    };
  });
}

type Body = {
  readonly text?: string;
  readonly own?: Readonly<Record<string, string>>;
  readonly figures?: Readonly<Record<string, boolean>>;
  readonly kept?: Readonly<Record<string, boolean>>;
  readonly money?: Readonly<Record<string, readonly object[]>>;
  readonly documents?: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
};

/** What the fields say, as the API takes it: ticks become lists, and a list in which nothing is becomes none. */
export function toContent(before: SectionContent) {
  return (filled: Readonly<Record<string, unknown>>): object => {
    const { text, own = {}, figures = {}, kept = {}, money = {}, documents = {} } = filled as Body;
    const texts = Object.entries(own).map(([commitmentId, words]) => ({ commitmentId, text: words }));
    const ofPeriods = (before.figures ?? []).filter((_, at) => kept[`f${at}`]);
    const lines = Object.entries(money).flatMap(([commitmentId, all]) =>
      all.map((line) => ({ commitmentId, ...line })),
    );
    return {
      ...(text === undefined ? {} : { text }),
      ...listed("texts", texts),
      ...listed("figures", [...ticked(figures).map((indicatorId) => ({ indicatorId })), ...ofPeriods]),
      ...listed("money", lines),
      ...listed("attachments", attachmentsIn(documents)),
    };
  };
}

function attachmentsIn(documents: Required<Body>["documents"]) {
  return Object.entries(documents).flatMap(([commitmentId, ticks]) =>
    ticked(ticks).map((documentId) => ({ commitmentId, documentId })),
  );
}

function ticked(ticks: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(ticks).filter((name) => ticks[name]);
}

function listed(name: string, items: readonly unknown[]) {
  return items.length === 0 ? {} : { [name]: items };
}
