import type { Principal } from "../../identity/principal.ts";
import { attributesOf, HEAD, headKey } from "../../platform/aggregate.ts";
import { getItems, queryAll, type Table } from "../../platform/table.ts";
import { addDays, type Period } from "../../platform/time.ts";
import { commitmentPk, toCommitment } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { isBinding } from "../commitment-status.ts";
import { byMonth, type Flows, FlowsSchema } from "../flows.ts";
import { templateVersionKey } from "./report-template.store.ts";
import { type TemplateVersion, TemplateVersionSchema } from "./report-template.ts";
import { requirementKey } from "./requirement.store.ts";
import { type Requirement, RequirementSchema } from "./requirement.ts";

const FLOWS = "C#FLOWS";

/** A report of a commitment, by the commitment's id and its own number there. */
export type ReportRef = { readonly commitmentId: string; readonly requirementNumber: number };

/** A report with the commitment that asks for it, as they were read together. */
export type OwedReport = { readonly commitment: Commitment; readonly requirement: Requirement };

/** Whether an organisation owes a report, and may know of it: its commitment binds, and the duty is that organisation's. */
export function owes({ commitment, requirement }: OwedReport, { organisationId }: Principal): boolean {
  return isBinding(commitment.status) && requirement.responsible.organisationId === organisationId;
}

/**
 * Reports by commitment and number, each with its commitment's head and what moved by month; those that are not there are left out.
 * Whoever asks decides who may see them. One round: BatchGets of three items a report, strongly consistent.
 */
export async function findReports(table: Table, refs: readonly ReportRef[]): Promise<OwedReport[]> {
  const ids = [...new Set(refs.map(({ commitmentId }) => commitmentId))];
  const keys = [
    ...ids.map((id) => headKey(commitmentPk(id))),
    ...ids.map((id) => ({ pk: commitmentPk(id), sk: FLOWS })),
    ...refs.map((ref) => ({ pk: commitmentPk(ref.commitmentId), sk: requirementKey(ref.requirementNumber) })),
  ];
  if (keys.length === 0) return [];
  const items = await getItems(table, keys, { consistent: true });
  const stored = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  const at = (id: string, sk: string) => stored.get(`${commitmentPk(id)} ${sk}`);
  return refs.flatMap(({ commitmentId: id, requirementNumber }) => {
    const [head, one] = [at(id, HEAD), at(id, requirementKey(requirementNumber))];
    if (!head || !one) return [];
    const moved = at(id, FLOWS);
    const flows = FlowsSchema().parse(moved ? attributesOf(moved) : {});
    const commitment = { ...toCommitment(head).commitment, flows };
    return [{ commitment, requirement: RequirementSchema().parse(attributesOf(one)) }];
  });
}

/** All reports of one commitment, whose head was read already. One Query of at most 60 items. */
export async function reportsOf(table: Table, commitment: Commitment): Promise<OwedReport[]> {
  const items = await queryAll(table, { partition: commitmentPk(commitment.id), prefix: requirementKey() });
  return items.map((item) => ({ commitment, requirement: RequirementSchema().parse(attributesOf(item)) }));
}

type TemplateRef = NonNullable<Requirement["template"]>;

/** Versions of report templates, by "id version"; one that never was is absent. One round: BatchGets. */
export async function findTemplateVersions(
  table: Table,
  refs: readonly TemplateRef[],
): Promise<ReadonlyMap<string, TemplateVersion>> {
  const distinct = new Map(refs.map((ref) => [templateName(ref), ref]));
  if (distinct.size === 0) return new Map();
  const keys = [...distinct.values()].map(({ id, version }) => templateVersionKey(id, version));
  const items = await getItems(table, keys);
  return new Map(
    items.map((item) => {
      const version = TemplateVersionSchema().parse(attributesOf(item));
      return [templateName({ id: item.pk.slice("TPL#".length), version: version.version }), version];
    }),
  );
}

/** What a version of a template is called in a map of them. */
export function templateName({ id, version }: TemplateRef): string {
  return `${id} ${version}`;
}

/**
 * What was paid of a commitment in a period, in minor units. Money is kept by month, so undefined where a period does not begin with
 * a month and end with one.
 */
export function paidWithin(flows: Flows, period: Pick<Period, "start" | "end">): number | undefined {
  if (!isWholeMonths(period)) return undefined;
  const [first, last] = [period.start.slice(0, 7), period.end.slice(0, 7)];
  return Object.entries(byMonth(flows, "paid")).reduce(
    (sum, [month, minor]) => (month >= first && month <= last ? sum + minor : sum),
    0,
  );
}

function isWholeMonths({ start, end }: Pick<Period, "start" | "end">): boolean {
  return start.endsWith("-01") && addDays(end, 1).endsWith("-01");
}
