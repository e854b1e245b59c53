import { formatValue, Scroll, statusWords } from "../../../shared/pages/index.ts";
import { bandWords } from "../../../shared/publication/published/band-words.ts";
import { dimensionLabel } from "../../../shared/publication/published/labels.ts";
import type { PreviewCell } from "../../../shared/publication/releases/read-releases.ts";
import { periodWords } from "./release-words.ts";

/** What an indicator is called and measured in. */
export type IndicatorUnit = { readonly name: string } & Parameters<typeof formatValue>[1];

type Shown = {
  readonly address: string;
  readonly items: readonly PreviewCell[];
  readonly page: number;
  readonly next?: number;
  readonly indicators: ReadonlyMap<string, IndicatorUnit>;
};

/** Figures of a release: as they are, as everybody would read them, and why not. */
export function PreviewTable({ address, items, page, next, indicators }: Shown) {
  return (
    <section id="figures">
      <h2>Figure by figure</h2>
      <p>
        Your own figures, and what is published of each. Why something is hidden is for your eyes alone: what
        is published does not say it, for that would narrow the figure down.
      </p>
      <Scroll label="Figure by figure">
        <table>
          <caption>Figures of the release, page {page}</caption>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Group</th>
              <th scope="col" class="n">
                Yours
              </th>
              <th scope="col">Published</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {items.map((cell) => (
              <PreviewRow cell={cell} indicator={indicators.get(cell.indicatorId)} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p>
        {page > 1 && <a href={`${address}?page=${page - 1}#figures`}>The page before</a>}{" "}
        {next !== undefined && <a href={`${address}?page=${next}#figures`}>The next page</a>}
      </p>
    </section>
  );
}

function PreviewRow({ cell, indicator }: { cell: PreviewCell; indicator: IndicatorUnit | undefined }) {
  const { own, published } = cell;
  const isEverybody = cell.dimensionKey === "all";
  return (
    <tr>
      <th scope="row">
        {indicator?.name ?? cell.indicatorId}
        <div class="soft small">
          {periodWords(cell.periodKey)}, {cell.placeCode}
        </div>
      </th>
      <td>
        {isEverybody ? "Everybody" : cell.category.replaceAll("-", " ").replaceAll("+", ", ")}
        {!isEverybody && <div class="soft small">by {dimensionLabel(cell.dimensionKey)}</div>}
      </td>
      <td class="n">{figureWords(own, indicator)}</td>
      <td>
        {cell.hiding === "nothing" && published.value !== null ? (
          figureWords(published, indicator)
        ) : (
          <span class="hid">
            {published.band ? bandWords(published.band) : statusWords(published)}
            {published.denominator !== null && `; of ${published.denominator.toLocaleString("en-US")}`}
          </span>
        )}
        {published.unreliable && <div class="soft small">marked as resting on few children</div>}
      </td>
      <td>{cell.why === undefined ? "" : WHY[cell.why]}</td>
    </tr>
  );
}

const WHY = {
  small: "small, or nobody or everybody of the group",
  complementary: "another one could be computed from it",
} as const;

function figureWords(
  { value, numerator, denominator, status }: PreviewCell["own"],
  indicator: IndicatorUnit | undefined,
): string {
  if (value === null) return statusWords({ status });
  const text = indicator ? formatValue(value, indicator) : value.toLocaleString("en-US");
  if (numerator === null || denominator === null) return text;
  return `${text} (${numerator.toLocaleString("en-US")} of ${denominator.toLocaleString("en-US")})`;
}
