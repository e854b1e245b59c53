import { defined } from "../../../shared/platform/defined.ts";
import type { Choices } from "../../../shared/publication/scorecards/choices.ts";
import type { Input } from "../forms/form.ts";
import type { Showable } from "./scorecard-choices.ts";

type From = { readonly showable: Showable; readonly chosen: Choices; readonly input: Input };

/**
 * The choices that a filled form makes: what is ticked, in the order in which it stood, with its words. The release stays, and so do the
 * names of groups in Spanish, which the form does not ask for.
 */
export function chosenOf(
  filled: Readonly<Record<string, unknown>>,
  { showable, chosen, input }: From,
): object {
  const { indicators: _rows, strategies: _some, systemsChanges: _others, ...said } = filled;
  const textAt = (name: string) => input.get(name)?.trim() || undefined;
  const ticked = (list: keyof Showable) =>
    showable[list].filter(({ id }) => input.get(`${list}.${id}.shown`) === "yes");
  const something = (list: "strategies" | "systemsChanges") =>
    ticked(list).map(({ id }) => ({ id, ...defined({ es: textAt(`${list}.${id}.es`) }) }));
  return {
    releaseId: chosen.releaseId,
    ...defined({ spanish: chosen.spanish }),
    ...said,
    indicators: ticked("indicators").map(({ id }) => {
      const at = `indicators.${id}`;
      const about = defined({ en: textAt(`${at}.about.en`), es: textAt(`${at}.about.es`) });
      return {
        id,
        showsTarget: input.get(`${at}.showsTarget`) === "yes",
        ...defined({ es: textAt(`${at}.es`) }),
        ...(Object.keys(about).length > 0 ? { about } : {}),
      };
    }),
    strategies: something("strategies"),
    systemsChanges: something("systemsChanges"),
  };
}
