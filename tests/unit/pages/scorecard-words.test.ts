import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../shared/pages/scorecard/languages.ts";
import { CATALOGUES, speechOf } from "../../../shared/pages/scorecard/speech.ts";
import {
  figureText,
  gapsStatement,
  gapText,
  outcomesStatement,
} from "../../../shared/pages/scorecard/statements.ts";
import { CARD_CLASSES, CARD_VERDICTS } from "../../../shared/publication/published/scorecard-document.ts";
import { aCell, HIDDEN } from "../../support/published.ts";
import { aScorecard } from "../../support/scorecards.ts";

const [en, es] = [speechOf("en"), speechOf("es")];
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe("the catalogues", () => {
  test("have the same texts with the same places to fill in, none of them empty or left in English", () => {
    const names = Object.keys(CATALOGUES.en) as (keyof typeof CATALOGUES.en)[];
    expect(Object.keys(CATALOGUES.es)).toEqual(names);
    // A quantity is written by itself in every language.
    const alike = ["cite.text"];
    for (const name of names) {
      const [first, second] = [CATALOGUES.en[name], CATALOGUES.es[name]];
      expect(placeholders(second), name).toEqual(placeholders(first));
      expect(second.trim(), name).not.toBe("");
      if (!alike.includes(name)) expect(second, name).not.toBe(first);
    }
  });

  test("have words for every class and every verdict in every language", () => {
    for (const language of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]) {
      const { say } = speechOf(language);
      for (const name of CARD_CLASSES) expect(say(`class.${name}`)).toMatch(/\w/);
      for (const name of CARD_VERDICTS) expect(say(`verdict.${name}`)).toMatch(/\w/);
    }
  });
});

describe("what a scorecard says first", () => {
  const counts = {
    outcomes: { met: 1, improving: 3, "no-detectable-change": 2, "too-few-points": 1 },
    gaps: { "closing-up": 5, widening: 3, protected: 4 },
  };

  test("is how many outcomes get better and how many gaps close, and what cannot be said", () => {
    expect(outcomesStatement(counts, en)).toBe(
      "Of 7 outcomes: 4 getting better, 2 with no clear change, 1 we cannot say yet.",
    );
    expect(gapsStatement(counts, en)).toBe("Of 12 gaps: 5 closing, 3 growing, 4 we cannot say yet.");
    expect(outcomesStatement(counts, es)).toMatch(/^De 7 resultados: 4 con avance/);
    expect(gapsStatement(counts, es)).toMatch(/^De 12 brechas: 5 cerrándose/);
  });

  test("says that none gets better rather than nothing of it, and that nothing is shown where that is so", () => {
    expect(gapsStatement({ gaps: { protected: 1 } }, en)).toBe("Of 1 gap: 0 closing, 1 we cannot say yet.");
    expect(outcomesStatement({ outcomes: {} }, es)).toBe("Este informe no muestra resultados.");
  });
});

describe("a figure", () => {
  const [indicator] = aScorecard().indicators;
  if (!indicator) throw new Error("There is an indicator.");

  test("that is hidden is said to be so in each language, with the band where one stands for it", () => {
    const hidden = aCell({ ...HIDDEN, band: { from: 20, to: 30 } });
    expect(figureText(hidden, indicator, en)).toBe(
      "protected: could identify a child; 20% or more, below 30%",
    );
    expect(figureText(hidden, indicator, es)).toBe(
      "protegido: podría identificar a un niño; 20 % o más, menos de 30 %",
    );
    expect(gapText({ value: null, status: "c" }, indicator, en)).toBe("protected");
  });

  test("is behind or ahead by which way is better, without a sign", () => {
    expect(gapText({ value: -9, status: "ok" }, indicator, en)).toBe("9.0 points behind");
    expect(gapText({ value: -9, status: "ok" }, { ...indicator, polarity: "lower" }, es)).toBe(
      "9.0 puntos de ventaja",
    );
    expect(gapText({ value: 0, status: "ok" }, indicator, es)).toBe("igual");
  });
});

test("numbers, days and money are written as in each language, money to the cent", () => {
  expect(en.value(12.345, { unit: "rate", ratePer: 1000 })).toBe("12.3 per 1,000");
  expect(es.value(12.345, { unit: "rate", ratePer: 1000 })).toBe("12.3 por cada 1,000");
  expect(en.day("2026-11-05T23:00:00.000Z")).toBe("November 5, 2026");
  expect(es.day("2026-11-05")).toBe("5 de noviembre de 2026");
  expect(en.money({ amount: "900000000000000.01", currency: "USD" })).toBe("$900,000,000,000,000.01");
  expect(en.money({ amount: "1500000.00", currency: "USD" })).toBe("$1,500,000");
  const quarter = { start: "2026-04-01", end: "2026-06-30", kind: "quarter" } as const;
  expect(es.period(quarter, "")).toBe("trimestre 2 de 2026");
});
