import type { Font } from "fontkit";
import type { Objects } from "./objects.ts";

/** A font within one file: how wide its texts are, and how they are written. Only the letters that are used come into the file. */
export type Face = {
  /** The name by which pages know it. */
  readonly name: string;
  /** How wide a text is at a size of 1. */
  readonly width: (text: string) => number;
  /** A text as a string of this font. */
  readonly string: (text: string) => string;
  /** Puts the font in the file and gives its number. */
  readonly embed: (objects: Objects) => number;
};

type Letter = { readonly code: string; readonly width: number };

/** A face of a font for one file. */
export function newFace(name: string, font: Font): Face {
  const subset = font.createSubset();
  const letters = new Map<number, Letter>();
  const used: { readonly glyph: number; readonly letter: number; readonly width: number }[] = [];
  const widths = new Map<string, number>();
  const letterOf = (codePoint: number): Letter => {
    const there = letters.get(codePoint);
    if (there) return there;
    const glyph = font.glyphForCodePoint(codePoint);
    const id = subset.includeGlyph(glyph);
    const width = (glyph.advanceWidth / font.unitsPerEm) * 1000;
    const letter = { code: id.toString(16).padStart(4, "0"), width };
    letters.set(codePoint, letter);
    used.push({ glyph: id, letter: codePoint, width });
    return letter;
  };
  return {
    name,
    width: (text) => {
      const known = widths.get(text);
      if (known !== undefined) return known;
      let width = 0;
      for (const letter of text) width += letterOf(letter.codePointAt(0) ?? 0).width;
      widths.set(text, width / 1000);
      return width / 1000;
    },
    string: (text) => {
      let string = "<";
      for (const letter of text) string += letterOf(letter.codePointAt(0) ?? 0).code;
      return `${string}>`;
    },
    embed: (objects) => embed(objects, { font, bytes: subset.encode(), used }),
  };
}

type Used = readonly { readonly glyph: number; readonly letter: number; readonly width: number }[];

/** The font file, what is told of it, how wide its glyphs are, and which letters they stand for: text stays text when it is copied. */
function embed(objects: Objects, of: { font: Font; bytes: Uint8Array; used: Used }): number {
  const { font, bytes, used } = of;
  const [face, descendant, descriptor, file, unicode] = Array.from({ length: 5 }, objects.take);
  const scale = 1000 / font.unitsPerEm;
  const { bbox, ascent, descent, capHeight, postscriptName } = font;
  const name = `/TLSUBS+${postscriptName}`;
  const box = [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((side) => Math.round(side * scale)).join(" ");
  objects.stream(file ?? 0, bytes, `/Length1 ${bytes.length}`);
  objects.put(
    descriptor ?? 0,
    `<</Type/FontDescriptor/FontName${name}/Flags 4/FontBBox[${box}]/ItalicAngle 0/Ascent ${Math.round(ascent * scale)}/Descent ${Math.round(descent * scale)}/CapHeight ${Math.round(capHeight * scale)}/StemV 80/FontFile2 ${file} 0 R>>`,
  );
  const glyphs = [...new Map(used.map((one) => [one.glyph, one])).values()].sort((a, b) => a.glyph - b.glyph);
  const widths = glyphs.map(({ glyph, width }) => `${glyph}[${Math.round(width)}]`).join("");
  objects.put(
    descendant ?? 0,
    `<</Type/Font/Subtype/CIDFontType2/BaseFont${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[${widths}]>>`,
  );
  objects.stream(unicode ?? 0, toUnicode(glyphs));
  objects.put(
    face ?? 0,
    `<</Type/Font/Subtype/Type0/BaseFont${name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
  );
  return face ?? 0;
}

const MOST_A_BLOCK = 100;

function toUnicode(glyphs: Used): string {
  const lines = glyphs
    .filter(({ glyph }) => glyph !== 0)
    .map(({ glyph, letter }) => `<${hex(glyph)}> <${utf16(letter)}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / MOST_A_BLOCK) }, (_, block) => {
    const some = lines.slice(block * MOST_A_BLOCK, (block + 1) * MOST_A_BLOCK);
    return `${some.length} beginbfchar\n${some.join("\n")}\nendbfchar`;
  });
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}

function utf16(letter: number): string {
  return Buffer.from(String.fromCodePoint(letter), "utf16le").swap16().toString("hex");
}
