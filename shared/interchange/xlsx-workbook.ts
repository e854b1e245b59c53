import { type NumberShown, numberShown } from "./xlsx-format.ts";
import { readXml } from "./xml-events.ts";
import { unpacked, type ZipEntry, ZipFault, zipEntries } from "./zip-archive.ts";

/** One part of a workbook holds at most so much, unpacked: about half a million rows of ten cells. */
const LARGEST_PART = 150 * 1024 * 1024;

/** A sheet as the workbook lists it. `xml` unpacks it. */
export type WorkbookSheet = { readonly name: string; readonly isHidden: boolean; readonly xml: () => string };

/** A workbook: its sheets in their order, and what their cells refer to. */
export type Workbook = {
  readonly sheets: readonly WorkbookSheet[];
  readonly is1904: boolean;
  /** Texts that cells name by number. */
  readonly texts: readonly string[];
  /** How the number of a cell is shown, by the style that it names. */
  readonly shown: readonly NumberShown[];
};

/**
 * Opens an XLSX workbook (ECMA-376, transitional or strict) without reading its sheets. Throws `ZipFault` or `XmlFault` where it
 * cannot be read.
 */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const entries = new Map(zipEntries(bytes).map((entry) => [entry.name, entry]));
  const part = (name: string) => textOf(bytes, entries.get(name));
  const book = part("xl/workbook.xml");
  if (book === undefined) throw new ZipFault("The file is no workbook: it lists no sheets.");
  const targets = targetsOf(part("xl/_rels/workbook.xml.rels") ?? "<none/>");
  const { is1904, listed } = listOf(book);
  const sheets = listed.flatMap(({ name, isHidden, id }) => {
    const entry = entries.get(targets.get(id) ?? "");
    return entry ? [{ name, isHidden, xml: () => textOf(bytes, entry) ?? "" }] : [];
  });
  return {
    sheets,
    is1904,
    texts: textsOf(part("xl/sharedStrings.xml")),
    shown: shownOf(part("xl/styles.xml")),
  };
}

function textOf(bytes: Uint8Array, entry: ZipEntry | undefined): string | undefined {
  return entry && new TextDecoder().decode(unpacked(bytes, entry, LARGEST_PART));
}

/** Where the parts that the workbook names lie in the archive. */
function targetsOf(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  readXml(xml, {
    open: (name, attributes, decode) => {
      if (name !== "Relationship") return;
      const { Id = "", Target = "" } = attributes();
      targets.set(Id, decode(Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`));
    },
  });
  return targets;
}

type Listed = { readonly name: string; readonly isHidden: boolean; readonly id: string };

function listOf(xml: string): { is1904: boolean; listed: Listed[] } {
  const listed: Listed[] = [];
  let is1904 = false;
  readXml(xml, {
    open: (element, attributes, decode) => {
      if (element === "workbookPr") is1904 = ["1", "true"].includes(attributes().date1904 ?? "");
      if (element !== "sheet") return;
      const { name = "", state = "visible", ...rest } = attributes();
      const id = Object.entries(rest).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? "";
      listed.push({ name: decode(name), isHidden: state !== "visible", id });
    },
  });
  return { is1904, listed };
}

/** The shared texts; of rich ones all runs, without the phonetic ones. */
function textsOf(xml: string | undefined): string[] {
  const texts: string[] = [];
  if (xml === undefined) return texts;
  let [text, isText, phonetic] = ["", false, 0];
  readXml(xml, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") phonetic += 1;
      isText = name === "t";
    },
    close: (name) => {
      isText = false;
      if (name === "rPh") phonetic -= 1;
      if (name === "si") texts.push(unescaped(text));
    },
    text: (value) => {
      if (isText && phonetic === 0) text += value;
    },
  });
  return texts;
}

/** Signs that XML cannot hold are written by their code: "_x000D_" is a carriage return. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function shownOf(xml: string | undefined): NumberShown[] {
  const shown: NumberShown[] = [];
  const codes = new Map<number, string>();
  let isCellFormat = false;
  readXml(xml ?? "<none/>", {
    open: (name, attributes, decode) => {
      if (name === "cellXfs") isCellFormat = true;
      if (name === "numFmt") {
        const { numFmtId, formatCode = "" } = attributes();
        codes.set(Number(numFmtId), decode(formatCode));
      }
      if (name !== "xf" || !isCellFormat) return;
      const id = Number(attributes().numFmtId ?? 0);
      shown.push(numberShown(id, codes.get(id)));
    },
    close: (name) => {
      if (name === "cellXfs") isCellFormat = false;
    },
  });
  return shown;
}
