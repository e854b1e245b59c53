import type { Face } from "./face.ts";

/** Breaks texts into lines; what was broken once to the same width is remembered. */
export type Wrap = (text: string, width: number) => readonly string[];

/** Lines of a face at a size. Broken between words; within a word only where it is wider than a line, and then nothing is put in. */
export function wrapping(face: Face, size: number): Wrap {
  const known = new Map<number, Map<string, readonly string[]>>();
  return (text, width) => {
    let ofWidth = known.get(width);
    if (!ofWidth) {
      ofWidth = new Map();
      known.set(width, ofWidth);
    }
    const there = ofWidth.get(text);
    if (there) return there;
    const lines = text === "" ? [] : broken(text, { face, most: width / size });
    ofWidth.set(text, lines);
    return lines;
  };
}

type Measure = { readonly face: Face; readonly most: number };

function broken(text: string, { face, most }: Measure): string[] {
  const paragraphs = text.split(/\r\n|[\n\r\u2028\u2029]/);
  if (paragraphs.length > 1) return paragraphs.flatMap((one) => broken(one, { face, most }));
  if (face.width(text) <= most) return [text];
  const lines: string[] = [];
  const space = face.width(" ");
  let line = "";
  let wide = 0;
  for (const word of text.split(" ").flatMap((one) => pieces(one, { face, most }))) {
    const width = face.width(word);
    if (line !== "" && wide + space + width > most) {
      lines.push(line);
      line = word;
      wide = width;
    } else {
      wide = line === "" ? width : wide + space + width;
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A word as it is, or in pieces none of which is wider than a line. */
function pieces(word: string, { face, most }: Measure): string[] {
  if (face.width(word) <= most) return [word];
  const found: string[] = [];
  let piece = "";
  let wide = 0;
  for (const letter of word) {
    const width = face.width(letter);
    if (piece !== "" && wide + width > most) {
      found.push(piece);
      piece = "";
      wide = 0;
    }
    piece += letter;
    wide += width;
  }
  return [...found, piece];
}
