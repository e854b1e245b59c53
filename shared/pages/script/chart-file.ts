import { FILE_LOOK, MARK_OF_CLASS } from "../charts/look.ts";

/** What a chart of a page says of itself, outside of its drawing. */
export type ChartWords = { readonly title: string; readonly description: string };

const OPENING = /^<svg\b[^>]*>/;

/**
 * A chart as it stands in a page, made a file that opens by itself: its classes become the attributes that draw the same in black on white,
 * its words its title and its description. Undefined where the text is no chart.
 */
export function chartFileOf(markup: string, { title, description }: ChartWords): string | undefined {
  const [opening] = OPENING.exec(markup) ?? [];
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(opening ?? "") ?? [];
  if (opening === undefined || width === undefined || height === undefined) return undefined;
  const head = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="title">${escaped(title)}</title><desc id="description">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
  ].join("");
  return head + drawnByAttributes(markup.slice(opening.length));
}

function drawnByAttributes(drawing: string): string {
  return drawing
    .replace(/<text(?![^>]*\sclass=)/g, `<text ${attributes("text")}`)
    .replace(/\sclass="([a-z]+)"/g, (_, name: string) => {
      const mark = MARK_OF_CLASS.get(name);
      return mark === undefined ? "" : ` ${attributes(mark)}`;
    });
}

function attributes(mark: Parameters<typeof FILE_LOOK>[0]): string {
  return Object.entries(FILE_LOOK(mark))
    .map(([name, value]) => `${name}="${value}"`)
    .join(" ");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
