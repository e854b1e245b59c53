import type { AccountName } from "../../shared/investments/settings/account-names.ts";
import { capitalised } from "../../shared/reporting/wording/format.ts";

/** What an account of the journal is called: "Grants payable discount". */
export function accountInWords(name: AccountName): string {
  return capitalised(name.replaceAll("-", " "));
}

/** A yearly rate in per cent, exact: "0.0425" is "4.25 %". */
export function rateInWords(rate: string): string {
  const [whole = "0", decimals = ""] = rate.split(".");
  const digits = decimals.padEnd(2, "0");
  const percent = String(Number(whole + digits.slice(0, 2)));
  const rest = digits.slice(2).replace(/0+$/, "");
  return `${percent}${rest === "" ? "" : `.${rest}`} %`;
}
