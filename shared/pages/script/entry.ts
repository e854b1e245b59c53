import { enhanceCharts } from "./charts.ts";
import { copy, make } from "./dom.ts";
import { enhanceTables } from "./tables.ts";
import { keepViewsCurrent } from "./views.ts";

/**
 * The one script of the site, a module that every page with tables, charts or something to copy loads after itself. It adds to what
 * works without it, and asks nobody for anything.
 */
enhanceTables();
enhanceCharts();
enableCopying();
keepViewsCurrent();

/** Buttons that copy the text of an element are hidden where no script runs. */
function enableCopying(): void {
  if (!("clipboard" in navigator)) return;
  for (const one of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const said = make("span", { role: "status", class: "soft small" });
    one.after(" ", said);
    one.hidden = false;
    one.addEventListener("click", () => {
      const source = document.querySelector(one.dataset.copy ?? "");
      if (source) void copy((source.textContent ?? "").trim(), said);
    });
  }
}
