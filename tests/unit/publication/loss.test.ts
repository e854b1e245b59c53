import { describe, expect, it } from "vitest";
import { LossCount } from "../../../shared/publication/releases/loss.ts";
import type { PlannedCell } from "../../../shared/publication/releases/pack.store.ts";

function planned(plan: PlannedCell["plan"], cell: Partial<PlannedCell["source"]["cell"]> = {}): PlannedCell {
  const address = { indicatorId: "ind", periodKey: "p", placeCode: "x", dimensionKey: "sex", category: "f" };
  const figure = { numerator: 40, denominator: 90, value: 44.4, status: "ok" as const };
  return { source: { ...address, protectedAtSource: false, cell: { ...figure, ...cell } }, plan };
}

const SHOWN = { hiding: "nothing", isPrimary: false } as const;

describe("what hiding costs", () => {
  it("is counted by what each figure shows, and by why it does not", () => {
    const count = new LossCount();
    count.add(planned(SHOWN));
    count.add(planned(SHOWN));
    count.add(planned({ hiding: "inside", isPrimary: true }));
    count.add(planned({ hiding: "inside", isPrimary: false, band: { from: 0, to: 20, least: 0, most: 18 } }));
    count.add(planned({ hiding: "all", isPrimary: false }));
    expect(count.loss).toEqual({
      cells: 5,
      figures: 5,
      shown: 2,
      banded: 1,
      denominatorOnly: 1,
      hidden: 1,
      primary: 1,
      complementary: 2,
      shownShare: 0.4,
    });
  });

  it("is nothing for a figure that is not there", () => {
    const count = new LossCount();
    const nothing = { numerator: null, denominator: null, value: null };
    count.add(planned({ hiding: "all", isPrimary: true }, { ...nothing, status: "x" }));
    count.add(planned(SHOWN, { ...nothing, status: "z" }));
    count.add(planned({ hiding: "all", isPrimary: true }, { ...nothing, status: "c" }));
    expect(count.loss).toMatchObject({ cells: 3, figures: 0, primary: 0, shownShare: null });
  });

  it("goes on from what was counted before", () => {
    const first = new LossCount();
    first.add(planned(SHOWN));
    const second = new LossCount(first.loss);
    second.add(planned({ hiding: "all", isPrimary: true }));
    expect(second.loss).toMatchObject({ cells: 2, shown: 1, primary: 1, shownShare: 0.5 });
  });
});
