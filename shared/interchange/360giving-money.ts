import { readAmount, readCurrency } from "./360giving-amount.ts";
import { readDay } from "./360giving-date.ts";
import type { GrantRecord } from "./360giving-record.ts";
import { type Finding, finding, pointerBelow, type Reading } from "./finding.ts";
import { objectsOf } from "./raw-value.ts";

type Raw = Readonly<Record<string, unknown>>;
type Disbursement = GrantRecord["disbursements"][number];

/** An amount that the grant can do without: what would reject an award is a finding here, and the amount is left out. */
export function readOptionalAmount(
  raw: unknown,
  pointer: string,
  currency: string | undefined,
): Reading<number> {
  if (raw === undefined || raw === null) return { value: undefined, findings: [] };
  const read = readAmount(raw, pointer, currency);
  return { value: read.value, findings: softened(read.findings, "The amount was left out. ") };
}

/** The payments a file lists under a grant. One that has no readable date or amount is left out, with a finding. */
export function readDisbursements(
  grant: Raw,
  at: string,
  currency: string | undefined,
): Reading<Disbursement[]> {
  const reads = objectsOf(grant.disbursementTransaction).map(({ item, index }) =>
    readDisbursement(item, pointerBelow(at, "disbursementTransaction", index), currency),
  );
  return {
    value: reads.flatMap(({ value }) => value ?? []),
    findings: reads.flatMap(({ findings }) => findings),
  };
}

function readDisbursement(raw: Raw, at: string, currency: string | undefined): Reading<Disbursement> {
  const [dateField, rawDate] =
    raw.transactionDate == null ? ["valueDate", raw.valueDate] : ["transactionDate", raw.transactionDate];
  const date = readDay(rawDate, pointerBelow(at, String(dateField)));
  const amount = readAmount(raw.value, pointerBelow(at, "value"), currency);
  const remarks = softened([...date.findings, ...amount.findings], "The payment was left out. ");
  const other =
    raw.currency == null ? undefined : readCurrency(raw.currency, pointerBelow(at, "currency")).value;
  if (raw.currency != null && other !== currency) {
    const detail = `The payment was left out. Its currency is not that of the grant (${currency ?? "unknown"}).`;
    return {
      value: undefined,
      findings: [...remarks, finding(pointerBelow(at, "currency"), "payment-currency", detail)],
    };
  }
  if (date.value === undefined || amount.value === undefined) return { value: undefined, findings: remarks };
  return { value: { date: date.value, amountMinor: amount.value }, findings: remarks };
}

function softened(findings: readonly Finding[], consequence: string): Finding[] {
  return findings.map((remark) =>
    remark.severity === "rejects"
      ? { ...remark, severity: "finding", detail: consequence + remark.detail }
      : remark,
  );
}
