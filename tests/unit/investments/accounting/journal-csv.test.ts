import { describe, expect, it } from "vitest";
import { unwindingCsv } from "../../../../shared/investments/accounting/journal-csv.ts";

const COMMITMENT = "cmt_01JD0000000000000000000001";

describe("the unwinding of discounts as CSV", () => {
  it("has a row where it could not be told, with the reason, rather than none", () => {
    const unwinding = {
      commitmentId: COMMITMENT,
      on: "2026-06-30",
      title: "Place grant",
      recipient: "Harbour Promise",
      codes: {},
      lines: [],
    };
    const caveat = "Its ledger is too long to be computed from in one request.";
    const [header = "", ...rows] = unwindingCsv([unwinding, { ...unwinding, caveat }]).split("\r\n");
    const columns = header.split(",");
    expect(rows).toHaveLength(2);
    const cells = rows[0]?.split(",") ?? [];
    const cell = (column: string) => cells[columns.indexOf(column)];
    expect(["date", "commitment", "account", "note"].map(cell)).toEqual([
      "2026-06-30",
      COMMITMENT,
      "",
      caveat,
    ]);
  });
});
