import { gzipSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import { type Content, contentOf, readableContent } from "../../../shared/interchange/file-content.ts";
import { aWorkbook, aZip, rowsXml } from "../../support/workbook.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const workbook = aWorkbook({ Data: { rows: rowsXml([["a", 1]]) } });
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("District;Rate", "utf16le")]);

test.each<[string, Uint8Array, Content]>([
  ["a CSV", bytes("District,Rate\nHarbour,12\n"), "text"],
  ["a CSV of a bound", bytes("<10,Rate\n"), "text"],
  ["an empty file", bytes(""), "text"],
  ["windows-1252", Uint8Array.from([0x45, 0x73, 0x70, 0x61, 0xf1, 0x6f, 0x6c]), "text"],
  ["UTF-16 with its mark", utf16, "text"],
  ["UTF-16 without its mark", utf16.subarray(2), "binary"],
  ["a package", bytes('\uFEFF\n{ "grants": [] }'), "json"],
  ["a list of grants", bytes('[\n  {"id": 1}]'), "json"],
  ["a page", bytes("\n<!DOCTYPE html><html>"), "html"],
  ["a table that calls itself .xls", bytes("<table><tr><td>1</td></tr></table>"), "html"],
  ["an XML spreadsheet", bytes('<?xml version="1.0"?><Workbook>'), "xml"],
  ["a workbook", workbook, "xlsx"],
  ["an old workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), "xls"],
  ["a binary workbook", aZip({ "xl/workbook.bin": "x" }), "xlsb"],
  ["an OpenDocument sheet", aZip({ mimetype: "x", "content.xml": "<x/>" }), "ods"],
  ["an archive", aZip({ "data.csv": "a,b" }), "zip"],
  ["an archive that is cut off", workbook.subarray(0, 40), "zip"],
  ["gzip", gzipSync("a,b"), "gzip"],
  ["a PDF", bytes("%PDF-1.7\n"), "pdf"],
  ["Parquet", bytes("PAR1…"), "parquet"],
])("%s is told by its bytes", (_, file, content) => {
  expect(contentOf(file)).toBe(content);
});

describe("a file", () => {
  const refusal = (
    file: Uint8Array,
    name: string | undefined,
    readable: readonly Content[] = ["text", "xlsx"],
  ) => {
    const found = readableContent(file, { name, readable });
    return found.ok ? undefined : found.problem.detail;
  };

  it("that is not what its name says is told so", () => {
    expect(refusal(workbook, "grants.csv")).toMatch(/^"grants.csv" holds an XLSX workbook\./);
    expect(refusal(bytes("a,b"), "figures.XLSX")).toMatch(/^"figures.XLSX" holds text\./);
    expect(refusal(bytes("<html>"), "figures.csv")).toMatch(/^"figures.csv" holds an HTML page\. .*sign in/);
    expect(refusal(bytes("a\tb"), "figures.xls")).toMatch(/^"figures.xls" holds text\./);
    expect(refusal(gzipSync("a"), undefined)).toBe(
      "The file holds a gzip archive. Unpack it and send the file inside.",
    );
    expect(refusal(workbook, "grants.xlsx", ["json", "text"])).toMatch(/an XLSX workbook\. .*as JSON/);
  });

  it("that is what its name says, or whose name says nothing, is read", () => {
    expect(refusal(workbook, "figures.xlsx")).toBeUndefined();
    expect(refusal(workbook, "figures")).toBeUndefined();
    expect(refusal(utf16, "figures.csv")).toBeUndefined();
    expect(refusal(bytes('{"grants": ['), "grants.json", ["json", "text"])).toBeUndefined();
  });
});
