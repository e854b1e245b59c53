import { describe, expect, test } from "vitest";
import { readGrantPackage, readGrants } from "../../../shared/interchange/index.ts";
import { aRawGrant } from "./grants.ts";

const two = JSON.stringify({ grants: [aRawGrant(), aRawGrant({ id: "360G-example-2" })] });

describe("a 360Giving package", () => {
  test("is read from text, from bytes, and with a byte order mark", () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from(two, "utf16le"))]);
    for (const source of [
      two,
      `\uFEFF${two}`,
      new TextEncoder().encode(two),
      new TextEncoder().encode(`\uFEFF${two}`),
      utf16,
    ])
      expect(readGrantPackage(source)).toMatchObject({
        ok: true,
        value: { grants: [{}, {}], packageFindings: [] },
      });
  });

  test("may be a bare list of grants, which is a finding", () => {
    const read = readGrantPackage(JSON.stringify([aRawGrant()]));
    expect(read).toMatchObject({
      ok: true,
      value: { packageFindings: [{ pointer: "", rule: "package-bare-list" }] },
    });
  });

  test("that is not JSON is refused with the line and column where it stops being JSON", () => {
    const read = readGrantPackage('{\n  "grants": [\n    { "id": "a",, }\n  ]\n}');
    expect(read).toMatchObject({
      ok: false,
      problem: { code: "malformed_json", extra: { line: 3, column: 17 } },
    });
    const cut = readGrantPackage('{"grants": [{"id": "a"');
    expect(cut).toMatchObject({ ok: false, problem: { extra: { line: 1, column: 23 } } });
    expect(cut.ok ? "" : cut.problem.detail).toContain("the end of the file");
  });

  test.each([
    ["a number", "7", ""],
    ["null", "null", ""],
    ["an object without grants", '{"results": []}', "/grants"],
    ["grants that are no list", '{"grants": {}}', "/grants"],
    ["an empty list", '{"grants": []}', "/grants"],
    ["a single grant", JSON.stringify(aRawGrant()), "/grants"],
  ])("of another shape is refused with a pointer: %s", (_name, text, pointer) => {
    expect(readGrantPackage(text)).toMatchObject({
      ok: false,
      problem: { code: "validation_failed", errors: [{ pointer }] },
    });
  });

  test("in bytes that are not UTF-8 is refused", () => {
    const read = readGrantPackage(new Uint8Array([0x7b, 0xe9, 0x7d]));
    expect(read).toMatchObject({ ok: false, problem: { code: "validation_failed" } });
  });

  test("may say more about itself; what the standard does not know is a finding", () => {
    const text = JSON.stringify({ version: "2.0", metadata: {}, license: "open", grants: [aRawGrant()] });
    const read = readGrantPackage(text);
    const findings = read.ok ? read.value.packageFindings.map(({ pointer, rule }) => [pointer, rule]) : [];
    expect(findings).toEqual([
      ["/license", "bad-url"],
      ["/metadata", "extra-field"],
      ["/version", "unknown-version"],
    ]);
  });
});

describe("grants of one package", () => {
  const other = aRawGrant({ amountAwarded: 31000 });
  const grants = [aRawGrant(), aRawGrant({ id: "b" }), { ...aRawGrant() }, other];

  test("with the same id and content are read again, with a finding that says which came first", () => {
    const reading = readGrants(grants, { from: 2, count: 1 })[0];
    expect(reading).toMatchObject({
      kind: "grant",
      duplicateOf: 0,
      findings: [{ pointer: "/grants/2/id", rule: "duplicate-grant" }],
    });
  });

  test("with the same id and other content are rejected", () => {
    const reading = readGrants(grants, { from: 3, count: 1 })[0];
    expect(reading).toMatchObject({
      kind: "rejected",
      externalId: "360G-example-1",
      reasons: [{ pointer: "/grants/3/id", rule: "conflicting-grant" }],
    });
  });

  test("read in steps are the same as read at once", () => {
    const steps = [0, 1, 2, 3].flatMap((from) => readGrants(grants, { from, count: 1 }));
    expect(steps).toEqual(readGrants(grants, { from: 0, count: 4 }));
  });

  test("that are no objects are rejected by their place", () => {
    const [reading] = readGrants(["text"], { from: 0, count: 1 });
    expect(reading).toMatchObject({
      kind: "rejected",
      reasons: [{ pointer: "/grants/0", rule: "grant-not-an-object" }],
    });
  });
});
