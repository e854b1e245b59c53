import type { Principal } from "../../identity/principal.ts";
import type { HeadFields } from "../../platform/aggregate.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { foundOr404, loadCommitment } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { isBinding } from "../commitment-status.ts";
import { mayRead } from "../read-commitment.ts";
import { askedSections } from "./asked-sections.ts";
import { noSuchTemplate } from "./read-report-templates.ts";
import { readTemplateVersion } from "./report-template.store.ts";
import type { ReportSection, ReportTemplateView } from "./report-template.ts";
import type { Requirement } from "./requirement.ts";

/** A requirement as it was read, and the version its commitment has. */
export type ReadRequirement = { readonly requirement: Requirement; readonly head: HeadFields };

type Asked = { readonly id: string; readonly principal: Principal };

/**
 * Whether somebody may know of a requirement: who may read its commitment, and, once that is agreed, the organisation whose duty it
 * is. The latter sees this report and nothing else of the commitment.
 */
export function seesRequirement(
  commitment: Commitment,
  { responsible }: Pick<Requirement, "responsible">,
  principal: Principal,
): boolean {
  if (mayRead(commitment, principal)) return true;
  return isBinding(commitment.status) && responsible.organisationId === principal.organisationId;
}

/** The requirements of a commitment that the principal may see; `not_found` where that is none of somebody else's. One Query. */
export async function readRequirements(
  table: Table,
  { id, principal }: Asked,
): Promise<Result<{ requirements: readonly Requirement[]; head: HeadFields }>> {
  const loaded = foundOr404(await loadCommitment(table, id));
  if (!loaded.ok) return loaded;
  const { commitment, requirements } = loaded.value.state;
  const seen = requirements.filter((each) => seesRequirement(commitment, each, principal));
  const isKnown = seen.length > 0 || mayRead(commitment, principal);
  return foundOr404(isKnown ? { requirements: seen, head: loaded.value.head } : undefined);
}

/** One requirement that the principal may see, or `not_found`. One Query. */
export async function readRequirement(
  table: Table,
  asked: Asked & { readonly number: number },
): Promise<Result<ReadRequirement>> {
  const read = await readRequirements(table, asked);
  if (!read.ok) return read;
  const { requirements, head } = read.value;
  const requirement = requirements.find(({ number }) => number === asked.number);
  if (requirement) return ok({ requirement, head });
  return fail({ code: "not_found", detail: `There is no report ${asked.number}.` });
}

/** The version of the template that a requirement was made under, for whoever may see the requirement. One Query, one GetItem. */
export async function readRequirementTemplate(
  table: Table,
  asked: Asked & { readonly number: number },
): Promise<Result<ReportTemplateView>> {
  const read = await readRequirement(table, asked);
  if (!read.ok) return read;
  const { template } = read.value.requirement;
  const version = template && (await readTemplateVersion(table, template.id, template.version));
  return template && version ? ok({ id: template.id, ...version }) : fail(noSuchTemplate());
}

/** The sections that a requirement asks for, for whoever may see it. One Query, and one GetItem where it has a template. */
export async function readAskedSections(
  table: Table,
  asked: Asked & { readonly number: number },
): Promise<Result<readonly ReportSection[]>> {
  const read = await readRequirement(table, asked);
  if (!read.ok) return read;
  const { template } = read.value.requirement;
  const version = template && (await readTemplateVersion(table, template.id, template.version));
  return ok(askedSections(read.value.requirement, version));
}
