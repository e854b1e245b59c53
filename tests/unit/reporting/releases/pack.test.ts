import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pack, sha256, unpack } from "../../../../shared/reporting/releases/pack.ts";

describe("bytes that are kept", () => {
  it("are given back as they were, in however many chunks", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 1000 }),
        fc.integer({ min: 20, max: 400 }),
        (text, most) => {
          const { blob, chunks } = pack("json", text, { mostBytes: most });
          expect(chunks.every(({ byteLength }) => byteLength <= most)).toBe(true);
          expect(blob.chunks).toEqual(chunks.map(sha256));
          expect(blob).toMatchObject({ bytes: Buffer.byteLength(text), sha256: sha256(text) });
          expect(unpack(blob, chunks)).toBe(text);
        },
      ),
    );
  });

  it("keep the byte order mark that a spreadsheet looks for", () => {
    const { blob, chunks } = pack("csv", "\uFEFFa,b\r\n");
    expect(unpack(blob, chunks)).toBe("\uFEFFa,b\r\n");
  });

  it("fit into items of the table, whatever cannot be compressed", () => {
    const { chunks } = pack("html", randomBytes(600_000).toString("base64"));
    expect(chunks.length).toBeGreaterThan(1);
    expect(Math.max(...chunks.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(350_000);
  });

  it("are not given back where they are others", () => {
    const { blob } = pack("json", "one");
    const { chunks } = pack("json", "another");
    expect(() => unpack(blob, chunks)).toThrow("not what was released");
  });
});
