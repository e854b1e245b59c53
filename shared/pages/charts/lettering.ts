/** The size of letters in charts, in the units of their drawing. */
export const LETTERS = 12;
/** From one line of text to the next. */
export const LINE = 15;

const NARROW = /[iljtfrI.,:;'|!()[\]\s-]/;
const WIDE = /[mwMW@%—]/;
const CAPITAL = /[A-Z]/;

/**
 * How wide a text is drawn, in the drawing's units: an estimate on the safe side, for the fonts of readers are not known here.
 */
export function widthOf(text: string): number {
  let ems = 0;
  for (const letter of text) ems += emsOf(letter);
  return ems * LETTERS;
}

function emsOf(letter: string): number {
  if (NARROW.test(letter)) return 0.37;
  if (WIDE.test(letter)) return 0.95;
  if ((letter.codePointAt(0) ?? 0) > 0x2e80) return 1.05;
  return CAPITAL.test(letter) ? 0.72 : 0.6;
}

/** A text in lines no wider than given: broken between words, and within a word only where it is wider than a line. */
export function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).flatMap((one) => piecesOf(one, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function piecesOf(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece !== "" && widthOf(piece + letter) > width) {
      pieces.push(piece);
      piece = letter;
    } else piece += letter;
  }
  return [...pieces, piece];
}
