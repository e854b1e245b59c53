import { crc32, deflateRawSync } from "node:zlib";
import { workbookRows } from "../../shared/interchange/xlsx-rows.ts";

/** A ZIP archive of texts, packed, as spreadsheet programs write it. */
export function aZip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const sizes = Buffer.alloc(14);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(bytes.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const local = Buffer.concat([
      Buffer.from("504b0304140000000800000000000000".slice(0, 28), "hex"),
      sizes,
      Buffer.alloc(2),
      name,
      packed,
    ]);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    sizes.copy(entry, 16);
    entry.writeUInt32LE(at, 42);
    directory.push(Buffer.concat([entry, name]));
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** A sheet: the XML of its rows, what is merged, and whether it is shown. */
export type SheetParts = {
  readonly rows: string;
  readonly merges?: readonly string[];
  readonly state?: string;
};

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A workbook from the XML of its sheets, so that a test can hold whatever a program may write. Styles: 0 general, 1 percent (10),
 * 2 day (14), 3 month ("mmm-yy"), 4 seven digits ("0000000"), 5 a number with two decimals ("#,##0.00").
 */
export function aWorkbook(
  sheets: Readonly<Record<string, SheetParts>>,
  parts: { readonly texts?: readonly string[]; readonly is1904?: boolean } = {},
): Uint8Array {
  const listed = Object.entries(sheets);
  const book = listed.map(([name, { state }], index) => {
    const shown = state === undefined ? "" : ` state="${state}"`;
    return `<sheet name="${name}" sheetId="${index + 1}"${shown} r:id="rId${index + 1}"/>`;
  });
  const relations = listed.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="sheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = [0, 10, 14, 164, 165, 4].map((id) => `<xf numFmtId="${id}"/>`).join("");
  return aZip({
    "[Content_Types].xml": `${XML}<Types/>`,
    "xl/workbook.xml": `${XML}<workbook xmlns:r="r"><workbookPr date1904="${parts.is1904 ? 1 : 0}"/><sheets>${book.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships>${relations.join("")}</Relationships>`,
    "xl/sharedStrings.xml": `${XML}<sst>${(parts.texts ?? []).map((text) => `<si>${text}</si>`).join("")}</sst>`,
    "xl/styles.xml": `${XML}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="mmm\\-yy"/><numFmt numFmtId="165" formatCode="0000000"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      listed.map(([, { rows, merges = [] }], index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${XML}<worksheet><sheetData>${rows}</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells></worksheet>`,
      ]),
    ),
  });
}

/**
 * A template as it comes from the API, filled in as a person would and saved: `fill` gives the entries of a row by their titles,
 * or nothing, from what the row says.
 */
export function filledIn(
  template: Uint8Array,
  fill: (row: Readonly<Record<string, string>>) => Readonly<Record<string, string | number>> | undefined,
): Uint8Array {
  const read = workbookRows(template, { decimal: ".", sheet: "Observations" });
  if (!read.ok) throw new Error(read.problem.detail);
  const [mark, titles, ...rows] = read.value.rows.map(({ cells }) => cells);
  const filled = rows.map((cells) => {
    const said = Object.fromEntries((titles ?? []).map((title, index) => [title, cells[index] ?? ""]));
    const entries = fill(said) ?? {};
    return (titles ?? []).map((title) => entries[title] ?? said[title] ?? "");
  });
  const all = [mark ?? [], titles ?? [], ...filled].map((cells) =>
    cells.map((cell) => (cell === "" ? undefined : typeof cell === "string" ? escaped(cell) : cell)),
  );
  return aWorkbook({ Observations: { rows: rowsXml(all) }, "How to fill in": { rows: rowsXml([["…"]]) } });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

type CellParts = string | number | { readonly xml: string } | undefined;

/** The XML of rows of texts and numbers; a cell may be given as it is written. Row numbers count from `from`. */
export function rowsXml(rows: readonly (readonly CellParts[])[], from = 1): string {
  return rows
    .map((cells, index) => {
      const inner = cells.map((cell, column) => {
        if (cell === undefined) return "";
        if (typeof cell === "object") return cell.xml;
        const r = `${String.fromCharCode(65 + column)}${from + index}`;
        return typeof cell === "number"
          ? `<c r="${r}"><v>${cell}</v></c>`
          : `<c r="${r}" t="inlineStr"><is><t>${cell}</t></is></c>`;
      });
      return `<row r="${from + index}">${inner.join("")}</row>`;
    })
    .join("");
}
