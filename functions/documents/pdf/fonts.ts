import { create, type Font } from "fontkit";

/** The faces that documents are set in. */
export type Fonts = { readonly regular: Font; readonly bold: Font };

/** Fonts from the bytes of their files (TrueType). */
export function openFonts(bytes: { readonly regular: Uint8Array; readonly bold: Uint8Array }): Fonts {
  return { regular: create(bytes.regular), bold: create(bytes.bold) };
}
