import { fail, ok, type Result } from "../platform/result.ts";
import { decodeText } from "./text-decoding.ts";
import { entryNames } from "./zip-archive.ts";

/** What bytes hold, whatever their name says. */
export type Content =
  | "text"
  | "json"
  | "html"
  | "xml"
  | "xlsx"
  | "xls"
  | "ods"
  | "xlsb"
  | "zip"
  | "gzip"
  | "pdf"
  | "parquet"
  | "binary";

/** How far into a file it is looked, in bytes. */
const LOOK = 4096;

const MAGIC: readonly (readonly [signature: readonly number[], content: Content])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "zip"],
  [[0x50, 0x4b, 0x05, 0x06], "zip"],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "xls"],
  [[0x1f, 0x8b], "gzip"],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "pdf"],
  [[0x50, 0x41, 0x52, 0x31], "parquet"],
];

/** What a file holds, found from its first bytes, and in an archive from the names of its entries. */
export function contentOf(bytes: Uint8Array): Content {
  const known = MAGIC.find(([signature]) => signature.every((byte, index) => bytes[index] === byte))?.[1];
  if (known === "zip") return archiveContent(bytes);
  return known ?? textContent(bytes.subarray(0, LOOK));
}

function archiveContent(bytes: Uint8Array): Content {
  const names = new Set(entryNames(bytes));
  if (names.has("xl/workbook.xml")) return "xlsx";
  if (names.has("xl/workbook.bin")) return "xlsb";
  return names.has("content.xml") && names.has("mimetype") ? "ods" : "zip";
}

function textContent(start: Uint8Array): Content {
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (!isUtf16 && start.includes(0)) return "binary";
  const read = decodeText(start, { fallback: "windows-1252" });
  const text = read.ok ? read.value.trimStart() : "";
  if (/^<(!doctype html|html|head|body|table|div|script)\b/i.test(text)) return "html";
  if (/^<\?xml\b/i.test(text)) return /<html\b/i.test(text) ? "html" : "xml";
  return /^(\{\s*["}]|\[\s*[[{"\]])/.test(text) ? "json" : "text";
}

/** What each content is called in a sentence, and what to do where it cannot be read. */
const WORDS: Readonly<Record<Content, readonly [holds: string, remedy: string]>> = {
  text: ["text", "Send the file that you mean."],
  json: ["JSON", "Send the figures as CSV or XLSX, or record them with POST /v1/observations."],
  html: [
    "an HTML page",
    "It may be one that asks to sign in, or says why there is no file: download it again.",
  ],
  xml: ["XML", "Open it in a spreadsheet program and save it as XLSX or CSV."],
  xlsx: ["an XLSX workbook", "Send the file that you mean."],
  xls: ["an old .xls workbook, or one with a password", "Open it and save it as XLSX or CSV."],
  ods: ["an OpenDocument spreadsheet", "Open it and save it as XLSX or CSV."],
  xlsb: ["a binary .xlsb workbook", "Open it and save it as XLSX or CSV."],
  zip: ["a ZIP archive", "Unpack it and send the file inside."],
  gzip: ["a gzip archive", "Unpack it and send the file inside."],
  pdf: ["a PDF", "Take its table into a spreadsheet and save it as XLSX or CSV."],
  parquet: ["Parquet", "Save it as XLSX or CSV."],
  binary: ["no text", "Save it as XLSX, or as CSV in UTF-8 (UTF-16 needs its byte order mark)."],
};

/** What names promise, by their ending. */
const ENDINGS: readonly (readonly [ending: RegExp, promised: readonly Content[]])[] = [
  [/\.(csv|tsv|txt|tab)$/i, ["text"]],
  [/\.xls[xm]$/i, ["xlsx"]],
  [/\.xls$/i, ["xls"]],
  [/\.json$/i, ["json", "text"]],
];

/**
 * What a file holds, where that is one of `readable` and what its name promises. Refused (`validation_failed`): a file that
 * holds something else, in a sentence that says what, and what to do.
 */
export function readableContent(
  bytes: Uint8Array,
  file: { readonly name?: string | undefined; readonly readable: readonly Content[] },
): Result<Content> {
  const content = contentOf(bytes);
  const called = file.name === undefined ? "The file" : `"${file.name}"`;
  const [holds, remedy] = WORDS[content];
  const refuse = (advice: string) =>
    fail({ code: "validation_failed", detail: `${called} holds ${holds}. ${advice}` });
  if (!file.readable.includes(content)) return refuse(content === "xlsx" ? asJson() : remedy);
  const promised = ENDINGS.find(([ending]) => ending.test(file.name ?? ""))?.[1];
  if (promised === undefined || promised.includes(content)) return ok(content);
  return refuse("Its name says otherwise: give it the right name, or send the file that you mean.");
}

/** The only import that reads no workbook. */
function asJson(): string {
  return "Packages of 360Giving are read as JSON: convert it, and send that.";
}
