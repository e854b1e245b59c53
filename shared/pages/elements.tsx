import type { Child } from "hono/jsx";
import type { Money } from "../platform/money.ts";
import { formatChange, formatFigure, formatMoney, type Shown } from "../reporting/wording/format.ts";
import { classMark } from "../reporting/wording/words.ts";

/** A table that may be wider than the window: it scrolls by itself, and can be reached by keyboard. */
export function Scroll({ label, children }: { label: string; children?: Child }) {
  return (
    <section class="scroll" aria-label={label} tabindex={0}>
      {children}
    </section>
  );
}

/** A cell of money, aligned so that amounts can be compared. */
export function MoneyCell({ money }: { money: Money }) {
  return (
    <td class="n" data-v={money.amount}>
      {formatMoney(money)}
    </td>
  );
}

type Cited = Shown & { readonly from: readonly string[] };

/** A number as a door: it leads to the observation behind it. A hidden one says why it is hidden. */
export function FigureText({ figure, change = false }: { figure: Cited; change?: boolean }) {
  const [ref, second] = figure.from;
  const text = change ? formatChange(figure) : formatFigure(figure);
  if (figure.value === null) return <span class="hid">{text}</span>;
  if (ref === undefined || second !== undefined) return <>{text}</>;
  return <a href={observationAddress(ref)}>{text}</a>;
}

/** Where an observation that a figure cites can be opened. */
export function observationAddress(ref: string): string {
  return `/observations/${ref}`;
}

/** A progress class in words and shape, never by colour alone. */
export function ProgressMark({ name }: { name: string }) {
  const { mark, words } = classMark(name);
  return (
    <span class="class">
      <span aria-hidden="true">{mark}</span>
      {words}
    </span>
  );
}
