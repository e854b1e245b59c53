export type Language = "en" | "es";

/** What a chart itself says, beside the labels that it is given. */
const WORDS = {
  en: {
    baseline: "baseline",
    target: "target",
    everybody: "everybody",
    protected: "protected",
    newSeries: "new series: not comparable with what is before",
  },
  es: {
    baseline: "línea base",
    target: "meta",
    everybody: "todos",
    protected: "protegido",
    newSeries: "serie nueva: no se compara con lo anterior",
  },
} as const;

/** The words of a chart, in the language of its document. */
export function chartWords(language: Language) {
  return WORDS[language];
}
