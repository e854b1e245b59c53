import { retryOnConflict } from "../../identity/retry.ts";
import { staleVersion } from "../../identity/stale-version.ts";
import type { Author, PartWrite } from "../../platform/history.ts";
import type { NewId } from "../../platform/id.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo, ownPartnership, type Rest, sharedWith } from "../access.store.ts";
import { type RestingCall, writeResting } from "../write-resting.ts";
import {
  capacityHead,
  capacityPk,
  findCapacity,
  type LoadedCapacity,
  responsePart,
} from "./capacity-assessment.store.ts";
import {
  type CapacityAssessment,
  type CapacityAssessmentView,
  type CapacityResponse,
  type CapacityVisibility,
  type Given,
  MOST_RESPONSES,
  type NewCapacityAssessment,
  spansOf,
} from "./capacity-assessment.ts";
import { CAPACITY_LISTS } from "./capacity-list.ts";
import { capacityView, NO_CAPACITY } from "./read-capacity-assessments.ts";

type Deps = { readonly table: Table; readonly newId: NewId };
type ChangeCall = RestingCall & {
  readonly capacityAssessmentId: string;
  readonly ifMatch?: number | undefined;
};

/** Opens an assessment of a partnership's capacities, under the latest list of them, by the backbone. */
export async function openCapacityAssessment(
  deps: Deps,
  call: RestingCall & { readonly partnershipId: string; readonly input: NewCapacityAssessment },
): Promise<Result<CapacityAssessmentView>> {
  const { partnershipId, input, author, now } = call;
  const list = CAPACITY_LISTS.at(-1);
  if (!list) throw new Error("There is no list of capacities.");
  const next: CapacityAssessment = {
    ...input,
    id: deps.newId("cap"),
    partnershipId,
    list: { id: list.id, version: list.version },
    status: "open",
    responses: 0,
    spans: [],
    createdAt: now,
  };
  const rests = [ownPartnership(partnershipId, author.organisationId)];
  return save(deps.table, call, {
    next,
    given: [],
    action: "capacity-assessment.opened",
    status: 201,
    rests,
  });
}

/**
 * Adds what one respondent says, by the backbone, or by an organisation that the partnership is shared with where it may see the
 * assessment. Tried again up to five times where others answer at once. Refused with `conflict` once it is closed, and beyond a hundred.
 */
export function respondToCapacity(
  deps: Deps,
  call: ChangeCall & { readonly response: CapacityResponse },
): Promise<Result<CapacityAssessmentView>> {
  return retryOnConflict(() => respond(deps.table, call));
}

async function respond(
  table: Table,
  call: ChangeCall & { readonly response: CapacityResponse },
): Promise<Result<CapacityAssessmentView>> {
  const { author, now: at, response } = call;
  const loaded = await findCapacity(table, call.capacityAssessmentId);
  const rest = loaded && (await mayRespond(table, loaded, author));
  if (!loaded || !rest) return fail(NO_CAPACITY);
  const { assessment, given } = loaded;
  if (assessment.status === "closed")
    return fail({ code: "conflict", detail: "The assessment is closed: open another one." });
  if (given.length >= MOST_RESPONSES)
    return fail({ code: "conflict", detail: `An assessment holds at most ${MOST_RESPONSES} responses.` });
  const added: Given = { ...response, number: given.length + 1, at, organisationId: author.organisationId };
  const all = [...given, added];
  const next = { ...assessment, responses: all.length, spans: spansOf(all) };
  const beside = [{ after: responsePart(added), isNew: true }];
  const action = "capacity-assessment.responded";
  return save(table, call, {
    next,
    given: all,
    action,
    status: 201,
    rests: [rest],
    beside,
    previous: loaded,
  });
}

/** What a response rests on; undefined to whom the assessment is not there. */
async function mayRespond(
  table: Table,
  { assessment, ownerId }: LoadedCapacity,
  { organisationId }: Author,
): Promise<Rest | undefined> {
  const { partnershipId, visibility } = assessment;
  if (ownerId === organisationId) return ownPartnership(partnershipId, organisationId);
  if (visibility === "partnership") return undefined;
  const access = await accessTo(table, partnershipId, organisationId);
  return access.ok ? { ...sharedWith(partnershipId, organisationId, ""), refusal: NO_CAPACITY } : undefined;
}

/** Closes an assessment: nobody answers any more. */
export async function closeCapacityAssessment(
  deps: Deps,
  call: ChangeCall & { readonly reason: string },
): Promise<Result<CapacityAssessmentView>> {
  const decide: What["decide"] = (assessment) => {
    if (assessment.status === "closed")
      return fail({ code: "conflict", detail: "The assessment is closed already." });
    return ok({ ...assessment, status: "closed" });
  };
  return change(deps, call, { action: "capacity-assessment.closed", reason: call.reason, decide });
}

/** Says who sees an assessment from now on. */
export async function changeCapacityVisibility(
  deps: Deps,
  call: ChangeCall & { readonly visibility: CapacityVisibility; readonly reason: string },
): Promise<Result<CapacityAssessmentView>> {
  const { visibility, reason } = call;
  const decide: What["decide"] = (assessment) => ok({ ...assessment, visibility });
  return change(deps, call, { action: "capacity-assessment.visibility-changed", reason, decide });
}

type What = {
  readonly action: string;
  readonly reason: string;
  readonly decide: (assessment: CapacityAssessment) => Result<CapacityAssessment>;
};

/** Decided anew up to five times where somebody wrote in between, unless the caller named a version. */
function change(deps: Deps, call: ChangeCall, what: What): Promise<Result<CapacityAssessmentView>> {
  const attempt = () => changeOnce(deps, call, what);
  return call.ifMatch === undefined ? retryOnConflict(attempt) : attempt();
}

async function changeOnce(
  deps: Deps,
  call: ChangeCall,
  { decide, ...what }: What,
): Promise<Result<CapacityAssessmentView>> {
  const { capacityAssessmentId, author, ifMatch } = call;
  const loaded = await findCapacity(deps.table, capacityAssessmentId);
  if (loaded?.ownerId !== author.organisationId) return fail(NO_CAPACITY);
  const { version } = loaded.head;
  if (ifMatch !== undefined && ifMatch !== version) return fail(staleVersion(version));
  const next = decide(loaded.assessment);
  if (!next.ok) return next;
  return save(deps.table, call, {
    ...what,
    next: next.value,
    given: loaded.given,
    status: 200,
    previous: loaded,
  });
}

async function save(
  table: Table,
  { author, now, idempotency }: RestingCall,
  plan: {
    readonly next: CapacityAssessment;
    readonly given: readonly Given[];
    readonly action: string;
    readonly reason?: string;
    readonly status: number;
    readonly rests?: readonly Rest[];
    readonly beside?: readonly PartWrite[];
    readonly previous?: LoadedCapacity;
  },
): Promise<Result<CapacityAssessmentView>> {
  const { next, given, action, reason, status, rests = [], beside = [], previous } = plan;
  const ownerId = previous?.ownerId ?? author.organisationId;
  const after = capacityHead(next);
  const written = await writeResting(table, {
    pk: capacityPk(next.id),
    ownerId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [previous ? { before: previous.item, after } : { after }, ...beside],
    action,
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    rests,
    ...(idempotency ? { idempotency: idempotency(status, `/v1/capacity-assessments/${next.id}`) } : {}),
  });
  if (!written.ok) return written;
  const isBackbone = ownerId === author.organisationId;
  return ok(capacityView({ assessment: next, given, head: written.value }, isBackbone));
}
