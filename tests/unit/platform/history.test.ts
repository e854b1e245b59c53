import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, contentHash } from "../../../shared/platform/canonical-json.ts";
import { type Change, GENESIS, writeAggregate } from "../../../shared/platform/history.ts";
import { checkHistory, foldChanges } from "../../../shared/platform/read-history.ts";
import { committing } from "../../support/committing-table.ts";

const BY = { principalId: "per_1", organisationId: "org_1" };

function aChain(...parts: Change["parts"][]): Change[] {
  let previousHash = GENESIS;
  return parts.map((each, index) => {
    const unsealed = {
      version: index + 1,
      recordedAt: "2026-01-01T00:00:00.000Z",
      by: BY,
      action: "thing.changed",
      parts: each,
      previousHash,
    };
    const hash = contentHash(unsealed);
    previousHash = hash;
    return { ...unsealed, hash };
  });
}

const CREATED = [{ sk: "C#HEAD", before: null, after: { name: "Harbour", size: 1 } }];
const RENAMED = [{ sk: "C#HEAD", before: { name: "Harbour", size: 1 }, after: { name: "Bay", size: null } }];

function headOf(changes: readonly Change[], attributes: object) {
  const last = changes.at(-1);
  return {
    pk: "PRT#1",
    sk: "C#HEAD",
    type: "thing",
    ownerId: "org_1",
    schemaVersion: 1,
    version: changes.length,
    recordedAt: "",
    historyHash: last?.hash,
    ...attributes,
  };
}

describe("a history", () => {
  it("sums up to the present state, attributes that were removed left out", () => {
    expect(foldChanges(aChain(CREATED, RENAMED)).get("C#HEAD")).toEqual({ name: "Bay" });
  });

  it("has no fault when nothing was touched", () => {
    const changes = aChain(CREATED, RENAMED);
    expect(checkHistory(changes, [headOf(changes, { name: "Bay" })])).toEqual([]);
  });

  it("shows an altered change, a missing one, an altered item, a deleted one, and one that nobody recorded", () => {
    const changes = aChain(CREATED, RENAMED);
    const [first, second] = changes;
    if (!first || !second) throw new Error("The chain has two changes.");
    const item = headOf(changes, { name: "Bay" });
    const stranger = { ...item, sk: "C#STR#1" };
    expect(checkHistory([{ ...first, action: "other" }, second], [item])).toMatchObject([
      { sk: "H#0000000001" },
    ]);
    expect(checkHistory([second], [item]).length).toBeGreaterThan(0);
    expect(checkHistory(changes, [{ ...item, name: "Cove" }])).toMatchObject([{ sk: "C#HEAD" }]);
    expect(checkHistory(changes, [])).toMatchObject([{ sk: "C#HEAD" }]);
    expect(checkHistory(changes, [item, stranger])).toMatchObject([{ sk: "C#STR#1" }]);
  });
});

describe("a change", () => {
  it("of more than a transaction can hold is refused before anything is written", async () => {
    const part = (number: number) => ({ after: { sk: `C#PART#${number}`, type: "part", attributes: {} } });
    const head = { after: { sk: "C#HEAD", type: "thing", attributes: {} } };
    const change = (parts: number) =>
      writeAggregate(committing(), {
        pk: "THING#1",
        ownerId: "org_1",
        parts: [head, ...Array.from({ length: parts }, (_, number) => part(number))],
        action: "thing.created",
        by: BY,
        now: "2026-01-01T00:00:00.000Z",
      });
    expect((await change(98)).ok).toBe(true);
    expect(await change(99)).toMatchObject({ problem: { code: "too_many_items", extra: { limit: 100 } } });
  });
});

describe("canonical JSON", () => {
  it("is the same whatever order the keys came in", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(record));
        expect(JSON.parse(canonicalJson(record))).toEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });
});
