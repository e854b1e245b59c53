import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

/** The objects of a file while it is made. */
export type Objects = {
  /** A number for an object that others may point to before it is there. */
  readonly take: () => number;
  /** An object in PDF's own notation, under its number. */
  readonly put: (id: number, text: string) => void;
  /** A stream, packed; `dictionary` is what stands in its dictionary beside its length. */
  readonly stream: (id: number, bytes: Uint8Array | string, dictionary?: string) => void;
  /** The file. `root` and `info` are the numbers of its catalogue and of what it says of itself. */
  readonly finish: (of: { readonly root: number; readonly info: number }) => Uint8Array;
};

/** So many objects a packed stream: enough to pack well, few enough that a reader need not unpack much for one. */
const OBJECTS_A_STREAM = 400;
/** Fast: what is packed here is so alike that more effort gains little. */
const LEVEL = 2;

/**
 * A PDF 1.7 file: its objects packed in streams, found by a packed table of where they are. The structure of a long table is tens of
 * thousands of small objects: unpacked they would be most of the file. Equal calls give equal bytes.
 */
export function newObjects(): Objects {
  const file = new Bytes();
  file.add(Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1"));
  const places: (Place | undefined)[] = [];
  let loose: Loose[] = [];
  let last = 0;
  const take = () => ++last;
  const stream: Objects["stream"] = (id, bytes, dictionary = "") => {
    const packed = deflateSync(bytes, { level: LEVEL });
    places[id] = { at: file.length };
    file.add(`${id} 0 obj\n<<${dictionary}/Filter/FlateDecode/Length ${packed.length}>>stream\n`);
    file.add(packed);
    file.add("\nendstream\nendobj\n");
  };
  const packLoose = () => {
    if (loose.length === 0) return;
    const within = take();
    for (const [index, { id }] of loose.entries()) places[id] = { within, index };
    const { bytes, first } = packedTogether(loose);
    stream(within, bytes, `/Type/ObjStm/N ${loose.length}/First ${first}`);
    loose = [];
  };
  return {
    take,
    stream,
    put: (id, text) => {
      loose.push({ id, text });
      // At once, so that they need not all be held until the end.
      if (loose.length >= OBJECTS_A_STREAM) packLoose();
    },
    finish: ({ root, info }) => {
      packLoose();
      const id = take();
      const start = file.length;
      places[id] = { at: start };
      // Made of what the file holds, so that equal files have equal names.
      const name = createHash("sha256").update(file.all()).digest("hex").slice(0, 32);
      const dictionary = `/Type/XRef/Size ${last + 1}/W[1 4 2]/Root ${root} 0 R/Info ${info} 0 R/ID[<${name}><${name}>]`;
      stream(id, tableOf(places, last), dictionary);
      file.add(`startxref\n${start}\n%%EOF\n`);
      return file.all();
    },
  };
}

type Loose = { readonly id: number; readonly text: string };
type Place = { readonly at: number } | { readonly within: number; readonly index: number };

/** Where each object is, seven bytes each: in the file, or as which one in which packed stream. */
function tableOf(places: readonly (Place | undefined)[], last: number): Uint8Array {
  const table = Buffer.alloc((last + 1) * 7);
  table.writeUInt16BE(0xffff, 5);
  for (let id = 1; id <= last; id++) {
    const place = places[id];
    if (!place) continue;
    const [kind, where, which] = "at" in place ? [1, place.at, 0] : [2, place.within, place.index];
    table.writeUInt8(kind, id * 7);
    table.writeUInt32BE(where, id * 7 + 1);
    table.writeUInt16BE(which, id * 7 + 5);
  }
  return table;
}

function packedTogether(some: readonly Loose[]) {
  const texts = some.map(({ text }) => text);
  let offset = 0;
  const places = some.map(({ id, text }) => {
    const place = `${id} ${offset}`;
    offset += text.length + 1;
    return place;
  });
  const head = `${places.join(" ")}\n`;
  return { bytes: Buffer.from(`${head}${texts.join("\n")}`, "latin1"), first: head.length };
}

/** Bytes that grow at their end. */
class Bytes {
  #bytes = Buffer.alloc(1 << 20);
  length = 0;

  add(more: Uint8Array | string): void {
    const bytes = typeof more === "string" ? Buffer.from(more, "latin1") : more;
    if (this.length + bytes.length > this.#bytes.length) {
      const wider = Buffer.alloc(Math.max(this.#bytes.length * 2, this.length + bytes.length));
      this.#bytes.copy(wider, 0, 0, this.length);
      this.#bytes = wider;
    }
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  all(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}

/** A text of people as PDF's notation takes it, whatever is in it: UTF-16 in hexadecimal, so that nothing of it can end the string. */
export function pdfText(text: string): string {
  const bytes = Buffer.from(`\ufeff${text.toWellFormed()}`, "utf16le").swap16();
  return `<${bytes.toString("hex")}>`;
}

/** An instant as PDF writes it, in UTC: "D:20261123090000Z". */
export function pdfInstant(instant: string): string {
  return `(D:${instant.slice(0, 19).replace(/[-:T]/g, "")}Z)`;
}

/** A number as PDF writes it: to a hundredth, and never with an exponent. */
export function num(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Object.is(rounded, -0) ? "0" : String(rounded);
}
