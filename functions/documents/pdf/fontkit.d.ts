/** What is used here of fontkit, which ships no types: the glyphs of a font and a smaller font that has those alone. */
declare module "fontkit" {
  type Glyph = { readonly id: number; readonly advanceWidth: number };
  type Box = {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  };

  export type Font = {
    readonly postscriptName: string;
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly bbox: Box;
    readonly glyphForCodePoint: (codePoint: number) => Glyph;
    readonly createSubset: () => {
      /** The number of the glyph in the smaller font. */
      readonly includeGlyph: (glyph: Glyph) => number;
      readonly encode: () => Uint8Array;
    };
  };

  export function create(bytes: Uint8Array): Font;
}
