/** Errors of spreadsheets, as they stand in a workbook, and in a CSV that was saved from one. */
const ERROR =
  /^#(ref!|div\/0!|value!|name\?|num!|null!|n\/a|spill!|calc!|field!|blocked!|connect!|unknown!|getting_data)$/i;

/** Why the text of a cell stands for nothing that was meant, if so: an error, or a formula that nobody worked out. */
export function cellFault(text: string): { readonly rule: string; readonly detail: string } | undefined {
  if (text.startsWith("#") && ERROR.test(text))
    return {
      rule: "error-cell",
      detail: `The cell shows the error ${text}. Repair its formula, or empty it.`,
    };
  // What begins so and was not written as a text (="0091") is a formula.
  if (!text.startsWith("=")) return undefined;
  return {
    rule: "formula-not-calculated",
    detail:
      "The cell holds a formula and no value. Open the file in a spreadsheet program, save it, and send that.",
  };
}
