import type { PlannedCell } from "./pack.store.ts";
import type { Loss } from "./release.ts";

const NONE = {
  cells: 0,
  figures: 0,
  shown: 0,
  banded: 0,
  denominatorOnly: 0,
  hidden: 0,
  primary: 0,
  complementary: 0,
};
type Counts = { -readonly [K in keyof typeof NONE]: number };

/** What hiding costs, counted as cells are added; of a figure that its source does not have nothing is lost. */
export class LossCount {
  private readonly counts: Counts;

  constructor(counts?: Omit<Loss, "shownShare">) {
    this.counts = { ...NONE, ...counts };
  }

  add({ source, plan }: PlannedCell): void {
    const { counts } = this;
    counts.cells += 1;
    const { numerator, denominator, value, status } = source.cell;
    const isThere = [numerator, denominator, value].some((one) => one !== null);
    if (!isThere || status === "x" || status === "w" || status === "z") return;
    counts.figures += 1;
    if (plan.hiding === "nothing") counts.shown += 1;
    else if (plan.band) counts.banded += 1;
    else if (plan.hiding === "inside") counts.denominatorOnly += 1;
    else counts.hidden += 1;
    if (plan.hiding === "nothing") return;
    if (plan.isPrimary) counts.primary += 1;
    else counts.complementary += 1;
  }

  /** The counts so far; the share of figures shown to four decimals. */
  get loss(): Loss {
    const { figures, shown } = this.counts;
    return { ...this.counts, shownShare: figures === 0 ? null : Number((shown / figures).toFixed(4)) };
  }
}
