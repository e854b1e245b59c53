import {
  ATTACHED,
  attributesOf,
  HEAD,
  headKey,
  type LoadedHead,
  loadedHead,
  type Part,
} from "../../platform/aggregate.ts";
import type { AggregateWrite, PartWrite } from "../../platform/history.ts";
import { getItems, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import {
  type Assessment,
  AssessmentSchema,
  type AssessmentSummary,
  type Dossier,
  DossierSchema,
  type Rating,
  RatingsSchema,
} from "./assessment.ts";

const RATINGS = "C#RATINGS";
const DOSSIER = `${ATTACHED}DOSSIER`;

/** An assessment as read, with its ratings while it is a draft, and the dossier once it was handed in. */
export type LoadedAssessment = LoadedHead & {
  readonly assessment: Assessment;
  readonly ratings?: Item;
  readonly dossier?: Dossier;
};

/** The partition of an assessment. */
export function assessmentPk(id: string): string {
  return `ASM#${id}`;
}

/** An assessment with ratings and dossier. One BatchGet of three items, strongly consistent. */
export async function findAssessment(table: Table, id: string): Promise<LoadedAssessment | undefined> {
  const pk = assessmentPk(id);
  const keys = [headKey(pk), { pk, sk: RATINGS }, { pk, sk: DOSSIER }];
  const items = await getItems(table, keys, { consistent: true });
  const item = items.find(({ sk }) => sk === HEAD);
  if (!item) return undefined;
  const ratings = items.find(({ sk }) => sk === RATINGS);
  const dossier = items.find(({ sk }) => sk === DOSSIER);
  return {
    ...toAssessment(item),
    ...(ratings ? { ratings } : {}),
    ...(dossier ? { dossier: DossierSchema().parse(JSON.parse(String(dossier.dossier))) } : {}),
  };
}

/** What a draft says of its benchmarks. */
export function ratingsOf({ ratings }: Pick<LoadedAssessment, "ratings">): readonly Rating[] {
  return ratings ? RatingsSchema().parse({ ratings: JSON.parse(String(ratings.ratings)) }).ratings : [];
}

/** The head of an assessment, listed with its partnership, and with its reviewer once there is one. */
export function assessmentHead(assessment: Assessment): Part {
  const { id, partnershipId, reviewerId } = assessment;
  const forReviewer = reviewerId === undefined ? {} : { partyPk: reviewList(reviewerId), partySk: id };
  return {
    sk: HEAD,
    type: "assessment",
    attributes: assessment,
    index: { ownerPk: partnershipList(partnershipId), ownerSk: id, ...forReviewer },
  };
}

/** The ratings of a draft, as text: nested attributes cost more units and far more time. */
export function ratingsPart(ratings: readonly Rating[]): Part {
  return { sk: RATINGS, type: "assessment-ratings", attributes: { ratings: JSON.stringify(ratings) } };
}

/** What was handed in, written once. */
export function dossierPart(dossier: Dossier): Part {
  const attributes = { dossier: JSON.stringify(dossier) };
  return { sk: DOSSIER, type: "assessment-dossier", attributes, sealed: true };
}

/** A page of a partnership's assessments or of a reviewer's, the latest first. One Query on an index. */
export async function assessmentsPage(
  table: Table,
  list: { of: { partnershipId: string } | { reviewerId: string }; limit: number; from?: Position },
): Promise<{ items: LoadedAssessment[]; next?: Position }> {
  const { of, ...paging } = list;
  const place =
    "partnershipId" in of
      ? ({ index: "byOwner", partition: partnershipList(of.partnershipId) } as const)
      : ({ index: "byParty", partition: reviewList(of.reviewerId) } as const);
  const page = await queryPage(table, { ...place, descending: true, ...paging });
  return { items: page.items.map(toAssessment), ...(page.next ? { next: page.next } : {}) };
}

/** One change of an assessment, as the aggregate is written; its owner stays its owner, whoever writes. */
export function assessmentWrite(
  next: Assessment,
  write: Pick<AggregateWrite, "by" | "now" | "action"> & {
    readonly previous?: LoadedAssessment;
    readonly beside?: readonly PartWrite[];
    readonly reason?: string | undefined;
    readonly idempotency?: AggregateWrite["idempotency"];
  },
): AggregateWrite {
  const { previous, beside = [], reason, idempotency, by, now, action } = write;
  const after = assessmentHead(next);
  return {
    pk: assessmentPk(next.id),
    ownerId: previous?.ownerId ?? by.organisationId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [previous ? { before: previous.item, after } : { after }, ...beside],
    action,
    by,
    now,
    ...(reason === undefined ? {} : { reason }),
    ...(idempotency ? { idempotency } : {}),
  };
}

/** An assessment as a list shows it. */
export function toSummary({
  assessment,
  head,
}: Pick<LoadedAssessment, "assessment" | "head">): AssessmentSummary {
  return { ...assessment, version: head.version, recordedAt: head.recordedAt };
}

function toAssessment(item: Item): LoadedAssessment {
  const assessment = AssessmentSchema().parse(attributesOf(item));
  return { assessment, ...loadedHead(item) };
}

function partnershipList(partnershipId: string): string {
  return `PRT#${partnershipId}#ASM`;
}

function reviewList(organisationId: string): string {
  return `ORG#${organisationId}#ASM`;
}
