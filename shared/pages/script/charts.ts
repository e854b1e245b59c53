import { chartFileOf } from "./chart-file.ts";
import { button, download, make, textOf, words } from "./dom.ts";
import { fileNameOf } from "./table-text.ts";

/** How many pixels a unit of a chart has: a picture is shown large, and printed. */
const SCALE = 2;

/** Offers every chart of the page as a picture, beside the way to its file. */
export function enhanceCharts(): void {
  for (const figure of document.querySelectorAll("figure")) {
    const chart = figure.querySelector<SVGSVGElement>(":scope > svg");
    if (chart) enhance(figure, chart);
  }
}

function enhance(figure: HTMLElement, chart: SVGSVGElement): void {
  const caption = figure.querySelector("figcaption");
  const title = caption ? textOf(caption) : "";
  const description = chart.getAttribute("aria-label") ?? "";
  const picture = button(words.png, () => {
    const file = chartFileOf(new XMLSerializer().serializeToString(chart), { title, description });
    if (file !== undefined) void paint(file, chart.viewBox.baseVal, fileNameOf(title, "png"));
  });
  // Beside the way to its file, where there is one.
  const files =
    figure.querySelector(":scope > .tofile") ?? figure.appendChild(make("p", { class: "tofile small" }));
  files.append(" ", picture);
}

/** Draws a chart on white, and has the browser keep it. */
async function paint(file: string, { width, height }: DOMRect | SVGRect, name: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([file], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = make("canvas", { width: String(width * SCALE), height: String(height * SCALE) });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((picture) => picture && download(name, picture), "image/png");
  } finally {
    URL.revokeObjectURL(address);
  }
}
