import { attributesOf, type Part } from "../../platform/aggregate.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Item, Table } from "../../platform/table.ts";
import { addDays } from "../../platform/time.ts";
import { type LoadedPartnership, requireReadable } from "../partnership.store.ts";
import { type Access, accessIn, recordsPage } from "../record.store.ts";
import { checkNotAhead, standing } from "../record-kind.ts";
import { idReferences, referenceChecks } from "../reference.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "../write-partnership.ts";
import { readWith } from "./agenda.store.ts";
import { currentFramework, frameworkRef } from "./collective-impact.ts";
import { type ConditionView, type Judgement, type JudgementFields, JudgementSchema } from "./condition.ts";
import { conditionFacts, MEETINGS_WITHIN_DAYS } from "./condition-facts.ts";
import { MEETINGS } from "./meeting.ts";
import { AGENDA_PREFIXES, agendaOf } from "./read-agenda.ts";

const PREFIX = "X#COND#";
/** What has to be read beside a partnership's collection to show its conditions. */
export const CONDITION_PREFIXES = [...AGENDA_PREFIXES, PREFIX];
/** More meetings than this in a year are not counted one by one. */
const MOST_MEETINGS = 100;

/** Records what was judged of a condition, by the framework's latest version. Two rounds; refused at fields, and with `not_found`. */
export async function judgeCondition(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly condition: string; readonly fields: JudgementFields },
): Promise<Result<Written<Judgement>>> {
  const { condition, fields, partnershipId, now } = input;
  const { reason, ...judged } = fields;
  const framework = currentFramework();
  if (!framework.conditions.some(({ code }) => code === condition))
    return fail({ code: "not_found", detail: "The framework has no such condition." });
  const isPast = checkNotAhead(judged.judgedOn, now, "/judgedOn");
  if (!isPast.ok) return isPast;
  const references = idReferences(judged.evidenceIds, "/evidenceIds");
  const { checks: others, refusal } = referenceChecks(partnershipId, references);
  const value = { ...judged, condition, framework: frameworkRef(framework) };
  return writePartnership(deps, { ...input, read: readWith([PREFIX]) }, ({ items }) => {
    if (reason === undefined && judgementsOf(items).has(condition))
      return fail(invalidAt("/reason", "Say why the judgement changes."));
    const why = reason === undefined ? {} : { reason };
    return ok({ action: "condition.judged", ...why, put: judgementPart(value), others, refusal, value });
  });
}

/**
 * The conditions of collective impact, each with what was judged of it beside what the records show, for those who may read the
 * partnership. Two rounds: the partnership with its agenda, and the meetings of a year that one may see.
 */
export async function showConditions(
  deps: { readonly table: Table },
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly now: string },
): Promise<Result<{ readonly items: readonly ConditionView[]; readonly version: number }>> {
  const { partnershipId, organisationId, now } = asked;
  const partnership = await readWith(CONDITION_PREFIXES)(deps.table, partnershipId);
  const readable = requireReadable(partnership, { organisationId });
  if (!readable.ok) return readable;
  const access = accessIn(readable.value, organisationId);
  const today = now.slice(0, 10);
  const meetings = await meetingsOfYear(deps.table, { partnershipId, access, today });
  return ok({
    items: conditionsOf(readable.value, meetings, today),
    version: readable.value.version,
  });
}

/** The conditions from a partnership that was read with `CONDITION_PREFIXES`, and the meetings of the year before a day. */
export function conditionsOf(
  partnership: LoadedPartnership,
  meetings: Parameters<typeof conditionFacts>[0]["meetings"],
  today: string,
): ConditionView[] {
  const agenda = agendaOf(partnership.items);
  const facts = conditionFacts({ partnership, agenda, meetings, today });
  const judgements = judgementsOf(partnership.items);
  const framework = currentFramework();
  return framework.conditions.map((entry) => {
    const judgement = judgements.get(entry.code);
    return {
      ...entry,
      framework: frameworkRef(framework),
      ...(judgement ? { judgement } : {}),
      facts: [...(facts[entry.code] ?? [])],
    };
  });
}

/** The meetings of the year before a day that one may see, at most 100. One Query. */
export async function meetingsOfYear(
  table: Table,
  asked: { readonly partnershipId: string; readonly access: Access; readonly today: string },
) {
  const { today, ...of } = asked;
  const between = [addDays(today, -MEETINGS_WITHIN_DAYS), `${today}~`] as const;
  return standing((await recordsPage(table, MEETINGS, { ...of, between, limit: MOST_MEETINGS })).items);
}

function judgementsOf(items: readonly Item[]): ReadonlyMap<string, Judgement> {
  const judged = items.filter(({ sk }) => sk.startsWith(PREFIX));
  return new Map(
    judged.map(
      (item) => [item.sk.slice(PREFIX.length), JudgementSchema().parse(attributesOf(item))] as const,
    ),
  );
}

function judgementPart(judgement: Judgement): Part {
  return { sk: `${PREFIX}${judgement.condition}`, type: "condition", attributes: judgement };
}
