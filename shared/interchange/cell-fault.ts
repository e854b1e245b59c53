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

const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
/** What spreadsheets make of codes such as 3-5 and 11-12, and of numbers with many digits, unless a column is formatted as text. */
const AS_DAY = new RegExp(`^(\\d{1,2}-${MONTH}(-\\d{2,4})?|${MONTH}-\\d{2,4}|\\d{4}-\\d{2}-\\d{2})$`, "i");
const AS_POWER = /^\d(\.\d+)?e\+\d{2}$/i;

/** Why a text that should be a code or a label is none any more, if a spreadsheet turned it into a day or a power of ten. */
export function mangledCode(text: string): { readonly rule: string; readonly detail: string } | undefined {
  const became = AS_DAY.test(text) ? "a day" : AS_POWER.test(text) ? "a power of ten" : undefined;
  if (became === undefined) return undefined;
  return {
    rule: "code-mangled",
    detail: `"${text}" is what a spreadsheet makes of a code that looks like ${became}. Format the column as text, and write the code again.`,
  };
}
