import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { LANGUAGES, type Language } from "../../shared/pages/scorecard/languages.ts";

/** The language that a page is asked for in: by `lang` in its address, else by `Accept-Language`, else English. */
export function languageOf(c: Context): Language {
  const asked = c.req.query("lang");
  if (isLanguage(asked)) return asked;
  const accepted = accepts(c, {
    header: "Accept-Language",
    supports: Object.keys(LANGUAGES),
    default: "en",
    match: (preferred, { supports, default: otherwise }) => {
      const tags = preferred.toSorted((a, b) => b.q - a.q).map(({ type }) => type.split("-")[0] ?? "");
      return tags.find((tag) => supports.includes(tag)) ?? otherwise;
    },
  });
  return isLanguage(accepted) ? accepted : "en";
}

function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && Object.hasOwn(LANGUAGES, text);
}
