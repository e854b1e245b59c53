/** Ids whose hyphen is no blank. */
const WORDS: Readonly<Record<string, string>> = { "race-ethnicity": "race/ethnicity" };

/** The words of a reference id: "school-poverty" is "school poverty". */
function wordsOf(id: string): string {
  return WORDS[id] ?? id.replaceAll("-", " ");
}

/** How a subgroup is named: "black, female" of "black+female"; "all" is everybody. */
export function groupLabel(category: string): string {
  const words = category.split("+").map(wordsOf).join(", ");
  return words === "all" ? "Everybody" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a breakdown is named: "race/ethnicity and sex" of "race-ethnicity+sex". */
export function breakdownLabel(dimensionKey: string): string {
  return dimensionKey.split("+").map(wordsOf).join(" and ");
}
