/**
 * The figures that a federal financial report (SF-425) is given, by their letters, in minor units of one currency:
 * a cash receipts, b cash disbursements; d funds authorised, e expenditures, f unliquidated obligations; i recipient share required,
 * j recipient share of expenditures; l program income earned, m and n program income expended by the deduction and by the addition
 * alternative. What is not recorded counts as nothing.
 */
export type ReportedFigures = Readonly<
  Partial<Record<"a" | "b" | "d" | "e" | "f" | "i" | "j" | "l" | "m" | "n", number>>
>;

/** What the report computes: c cash on hand, g expenditures and obligations, h unobligated, k share left, o income unexpended. */
export type ComputedFigures = Readonly<Record<"c" | "g" | "h" | "k" | "o", number>>;

/**
 * The arithmetic of the report: c = a - b, g = e + f, h = d - g, k = i - j, o = l - m, or l - n where income was added. Throws where
 * income was expended by both alternatives: a report takes one of them.
 */
export function granteeReport(figures: ReportedFigures): ComputedFigures {
  const { a = 0, b = 0, d = 0, e = 0, f = 0, i = 0, j = 0, l = 0, m = 0, n = 0 } = figures;
  if (m !== 0 && n !== 0) throw new Error("Program income is either deducted or added, not both.");
  const g = e + f;
  return { c: a - b, g, h: d - g, k: i - j, o: l - m - n };
}
