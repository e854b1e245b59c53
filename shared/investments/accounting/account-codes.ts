import type { Commitment } from "../commitment.ts";
import { ACCOUNT_NAMES, type AccountName } from "../settings/account-names.ts";
import type { FunderSettings } from "../settings/funder-settings.ts";

type Codes = NonNullable<Commitment["accountingCodes"]>;

/** The account of a funder's chart for what is booked: the commitment's own, or the funder's, or the name itself. */
export function accountCode(
  name: AccountName,
  codes: Codes | undefined,
  { accounts }: Pick<FunderSettings, "accounts">,
): string {
  return codes?.[name] ?? accounts[name] ?? name;
}

/** A commitment's accounting codes that name no account: department, project and the like. */
export function otherCodes(codes: Codes = {}): Record<string, string> {
  const names: readonly string[] = ACCOUNT_NAMES;
  return Object.fromEntries(Object.entries(codes).filter(([name]) => !names.includes(name)));
}

/** Codes in one cell of a table, by name: "department=410; project=P-1". */
export function codesText(codes: Codes): string {
  return Object.entries(codes)
    .map(([name, code]) => `${name}=${code}`)
    .sort()
    .join("; ");
}
