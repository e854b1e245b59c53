import * as z from "zod";
import { headFields } from "../../platform/aggregate.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "../work-on-commitment.ts";
import { ownedTemplateHead, readTemplateVersion } from "./report-template.store.ts";
import { REQUIREMENT_KINDS, type Requirement, ResponsibleSchema } from "./requirement.ts";
import { dueDaysOf, MOST_REQUIREMENTS, ScheduleSchema } from "./requirement-schedule.ts";

/** Tranches and reports that a commitment may have together, so that agreeing on it fits into one transaction. */
const MOST_PARTS = 85;

/** One report, or a series of them, that a commitment shall ask for. */
export const NewRequirementsSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(REQUIREMENT_KINDS),
      title: z.string().trim().min(1).max(200),
      schedule: ScheduleSchema(),
      graceDays: z.int().min(0).max(366).default(0),
      isBlocking: z.boolean().default(false),
      responsible: ResponsibleSchema(),
      template: z
        .strictObject({ id: idSchema("tpl"), version: z.int().positive().optional() })
        .optional()
        .meta({ description: "The latest version, unless one is named." }),
    })
    .meta({ id: "NewRequirements" }),
);
export type NewRequirements = z.infer<ReturnType<typeof NewRequirementsSchema>>;

/**
 * Adds the reports of a schedule to a commitment of the caller's organisation, each with a due day that is a fact from now on. At most
 * two GetItems for the template, then one Query and one transaction. Refused at `/responsible/organisationId` where the commitment
 * does not name that organisation, and at `/template` where the caller's organisation has no such version.
 */
export async function addRequirements(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly input: NewRequirements },
): Promise<Result<Changed>> {
  const { input } = call;
  const template = await findTemplate(deps.table, input.template, call.principal.organisationId);
  if (!template.ok) return template;
  return workOnCommitment(deps, call, (state) => decideAddition(state, input, template.value));
}

type Template = Requirement["template"];

/** A version never changes and never goes, so what is found here holds when it is written. At most two GetItems. */
export async function findTemplate(
  table: Table,
  asked: NewRequirements["template"],
  ownerId: string,
): Promise<Result<Template>> {
  if (!asked) return ok(undefined);
  const head = await ownedTemplateHead(table, asked.id, ownerId);
  if (!head) return fail(invalidAt("/template/id", "Your organisation has no such report template."));
  const version = asked.version ?? headFields(head).version;
  if (await readTemplateVersion(table, asked.id, version)) return ok({ id: asked.id, version });
  return fail(invalidAt("/template/version", `The template has no version ${version}.`));
}

/** The rule of `addRequirements`. */
export function decideAddition(
  state: CommitmentState,
  input: NewRequirements,
  template: Template,
): Result<Decision> {
  const { commitment, requirements, tranches } = state;
  if (commitment.status === "closed" || commitment.status === "cancelled")
    return fail({ code: "conflict", detail: `It is ${commitment.status}; nobody reports on it any more.` });
  const named = checkResponsible(commitment, input.responsible);
  if (!named.ok) return named;
  const { schedule, ...fields } = input;
  const days = dueDaysOf(schedule, commitment.fiscalYearStartMonth);
  const most = Math.min(MOST_REQUIREMENTS, MOST_PARTS - tranches.length);
  if (requirements.length + days.length > most)
    return fail({
      code: "too_many_items",
      detail: `This commitment can ask for ${most} reports, and would for ${requirements.length + days.length}.`,
    });
  const last = Math.max(0, ...requirements.map(({ number }) => number));
  const added = days.map(
    (day, index): Requirement => ({
      ...fields,
      ...day,
      number: last + index + 1,
      revision: 1,
      firstDueOn: day.dueOn,
      status: "open",
      template,
    }),
  );
  const next = { ...state, requirements: [...requirements, ...added] };
  return ok({ action: "commitment.requirements-added", next });
}

/**
 * Whether an organisation may be made responsible: one that the commitment names. Anybody else would be told of a commitment, and
 * reminded of reports, that they have no part in.
 */
export function checkResponsible(
  commitment: Commitment,
  { organisationId }: Requirement["responsible"],
): Result<undefined> {
  const { funder, recipient, fiscalSponsor, partnershipOwnerId } = commitment;
  const named = [
    funder.organisationId,
    recipient.organisationId,
    fiscalSponsor?.organisationId,
    partnershipOwnerId,
  ];
  if (organisationId === undefined || named.includes(organisationId)) return ok(undefined);
  const detail =
    "The commitment does not name this organisation. Give its recipient, its fiscal sponsor, who owns its partnership, or a name only.";
  return fail(invalidAt("/responsible/organisationId", detail));
}
