import type { PublishedCell } from "../disclosure/release/published-cell.ts";
import { bandWords } from "../publication/published/band-words.ts";
import { dimensionLabel } from "../publication/published/labels.ts";
import type { CodebookEntry, Manifest } from "../publication/published/manifest.ts";
import { formatFigure, type Shown } from "../reporting/wording/format.ts";

const RATES: Readonly<Record<string, string>> = {
  ladder:
    "Where the size of a group is shown and its count is not, the percentage is given as a band: the smaller the group, the wider the band.",
  ends: "Where the size of a group is shown and its count is not, a very low or very high percentage is given as below or above a bound; others are not given.",
  hidden: "Where a count is hidden, the percentage is hidden with it.",
};

/** By which rules a release is protected, in plain words. */
export function policySentences({ policy }: Pick<Manifest, "policy">): string[] {
  const { minimumCell, minimumWidth, reliabilityMinimum, protectZero, complementary, keep } = policy;
  const rates = RATES[policy.rates];
  return [
    `Counts from 1 to ${minimumCell - 1} are hidden, because so few children could be told apart.`,
    protectZero
      ? "That it is nobody, or everybody, of a group is hidden too: it would be a fact about each of them."
      : "That it is nobody, or everybody, of a group is shown.",
    `Other figures are hidden where the hidden ones could be computed from them, as few ${complementary === "fewest-children" ? "children" : "figures"} as will do. Which is which is not said.`,
    ...(keep.length > 0
      ? [
          `Everybody's figures are kept as long as can be; then those by ${keep.map(dimensionLabel).join(", ")}.`,
        ]
      : []),
    `Whatever else is shown, each hidden count could still be any of at least ${minimumWidth} numbers.`,
    ...(rates === undefined ? [] : [rates]),
    ...(reliabilityMinimum > 0
      ? [
          `A rate of fewer than ${reliabilityMinimum} children is marked, because chance alone can move it far. That is about care in reading, not about protection.`,
        ]
      : []),
  ];
}

/** A published cell as a number of a page, in the unit of its indicator. */
export function shownOf(
  { value, status }: Pick<PublishedCell, "value" | "status">,
  { unit, ratePer, currency }: CodebookEntry,
): Shown {
  return { value, status, unit, ratePer, currency };
}

/** A published cell in words: its value, or that it is hidden and between which percentages it is, or why nobody has one. */
export function cellText(cell: PublishedCell, indicator: CodebookEntry): string {
  const text = formatFigure(shownOf(cell, indicator));
  if (!cell.band || cell.value !== null) return text;
  return cell.status === "c" ? `${text}; ${bandWords(cell.band)}` : bandWords(cell.band);
}

/** In what an indicator is measured. */
export function unitWords({ unit, ratePer, currency }: CodebookEntry): string {
  if (unit === "rate") return `rate per ${(ratePer ?? 1).toLocaleString("en-US")}`;
  return unit === "currency" && currency !== undefined ? `money, in ${currency}` : unit;
}
