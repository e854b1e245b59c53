const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** What a month is called, of 1 to 12. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? String(month);
}

/** All months to choose from, by their numbers. */
export const MONTH_OPTIONS = MONTHS.map((text, index) => ({ value: String(index + 1), text }));
