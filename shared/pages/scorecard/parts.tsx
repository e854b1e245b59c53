import type { Child } from "hono/jsx";
import type {
  CardCell,
  CardIndicator,
  Said,
  ScorecardContent,
} from "../../publication/published/scorecard-document.ts";
import type { Speech } from "./speech.ts";
import { figureText } from "./statements.ts";

/** What every part of a scorecard's page is given. */
export type Part = { readonly content: ScorecardContent; readonly speech: Speech };

/** Words of a partnership; marked with their language where they are not in that of the page. */
export function Words({ said, speech }: { said: Said; speech: Speech }) {
  const { text, lang } = speech.pick(said);
  return <span lang={lang}>{text}</span>;
}

/** Words that are in one language only: those of a release, and of records without a translation. */
export function English({ children, speech }: { children?: Child; speech: Speech }) {
  return <span lang={speech.language === "en" ? undefined : "en"}>{children}</span>;
}

/** A published figure; one that there is not says why. */
export function Figure({
  cell,
  indicator,
  speech,
}: {
  cell: CardCell | undefined;
  indicator: CardIndicator;
  speech: Speech;
}) {
  if (!cell) return null;
  const text = figureText(cell, indicator, speech);
  if (cell.value === null) return <span class="hid">{text}</span>;
  return (
    <>
      {text}
      {cell.unreliable && <span class="soft small"> ({speech.say("indicator.few")})</span>}
    </>
  );
}

const MARKS: Readonly<Record<string, string>> = {
  met: "✓",
  improving: "▲",
  "no-detectable-change": "■",
  "getting-worse": "▼",
};

/** How an indicator went, in words and a shape. */
export function ClassMark({ indicator, speech }: { indicator: CardIndicator; speech: Speech }) {
  return (
    <span class="class">
      <span aria-hidden="true">{MARKS[indicator.class] ?? "?"}</span>
      <span>{speech.say(`class.${indicator.class}`)}</span>
    </span>
  );
}

/** The label of a period of a scorecard. */
export function periodOf({ content, speech }: Part, key: string): string {
  return speech.period(content.labels.periods[key], key);
}

/** How a breakdown is called. */
export function dimensionOf({ content }: Part, key: string): Said {
  return content.labels.dimensions[key] ?? { en: key };
}
