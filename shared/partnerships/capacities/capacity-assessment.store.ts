import { randomBytes } from "node:crypto";
import {
  attributesOf,
  HEAD,
  type LoadedHead,
  loadedHead,
  type Part,
  readCollection,
} from "../../platform/aggregate.ts";
import { type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import {
  type CapacityAssessment,
  CapacityAssessmentSchema,
  type Given,
  toGiven,
} from "./capacity-assessment.ts";

const RESPONSE = "C#RESP#";

export type LoadedCapacity = LoadedHead & {
  readonly assessment: CapacityAssessment;
  readonly given: readonly Given[];
};

/** The partition of an assessment of capacities. */
export function capacityPk(id: string): string {
  return `CAP#${id}`;
}

/** An assessment with its responses, at most a hundred. One Query. */
export async function findCapacity(table: Table, id: string): Promise<LoadedCapacity | undefined> {
  const items = await readCollection(table, capacityPk(id));
  const item = items.find(({ sk }) => sk === HEAD);
  const given = items.filter(({ sk }) => sk.startsWith(RESPONSE)).map(({ said }) => toGiven(String(said)));
  return item && { ...toCapacity(item), given };
}

/** The head of an assessment, listed with its partnership by day. */
export function capacityHead(assessment: CapacityAssessment): Part {
  const { id, partnershipId, heldOn } = assessment;
  const index = { ownerPk: listOf(partnershipId), ownerSk: `${heldOn}#${id}` };
  return { sk: HEAD, type: "capacity-assessment", attributes: assessment, index };
}

/** What one respondent said. People speak candidly and of people: the history holds a salted digest. */
export function responsePart(given: Given): Part {
  const salt = randomBytes(16).toString("base64url");
  const sk = `${RESPONSE}${String(given.number).padStart(3, "0")}`;
  return { sk, type: "capacity-response", attributes: { said: JSON.stringify(given), salt }, personal: true };
}

/** Heads of a partnership's assessments, the latest first, all or between two days. One Query on an index. */
export async function capacitiesPage(
  table: Table,
  list: { partnershipId: string; between?: readonly [string, string]; limit: number; from?: Position },
): Promise<{ items: LoadedCapacity[]; next?: Position }> {
  const { partnershipId, between, ...paging } = list;
  const days = between ? { between: [between[0], `${between[1]}#~`] as const } : {};
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...days, ...paging });
  const items = page.items.map((item) => ({ ...toCapacity(item), given: [] }));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

function toCapacity(item: Item): Omit<LoadedCapacity, "given"> {
  const assessment = CapacityAssessmentSchema().parse(attributesOf(item));
  return { assessment, ...loadedHead(item) };
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#CAP`;
}
