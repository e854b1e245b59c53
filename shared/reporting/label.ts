/** The words of a reference id: "race-ethnicity" is "race ethnicity". */
export function wordsOf(id: string): string {
  return id.replaceAll("-", " ");
}

/** How a subgroup is named: "black, female" of "black+female"; "all" is everybody. */
export function groupLabel(category: string): string {
  const words = category.split("+").map(wordsOf).join(", ");
  return words === "all" ? "Everybody" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a breakdown is named: "race ethnicity and sex" of "race-ethnicity+sex". */
export function breakdownLabel(dimensionKey: string): string {
  return dimensionKey.split("+").map(wordsOf).join(" and ");
}
