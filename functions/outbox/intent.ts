import type { DynamoDBRecord } from "aws-lambda";

/** A step of a job to be called for: a message of the queue. */
export type StepCall = { readonly kind: "step"; readonly jobId: string; readonly step: number };
/** A step of the work on a release to be called for: a message of the queue. */
export type ReleaseCall = { readonly kind: "release"; readonly releaseId: string; readonly step: number };
/** A step of the work on a scorecard to be called for: a message of the queue. */
export type ScorecardCall = {
  readonly kind: "scorecard";
  readonly scorecardId: string;
  readonly step: number;
};
/** Figures that were recorded anew, by the key of the revision: whoever rested on earlier ones has to look. A message of the queue. */
export type RestatementCall = { readonly kind: "restatement"; readonly pk: string; readonly sk: string };
/** Something that happened, for whoever subscribes: ids and types only, never a figure, a text or a person. */
export type DomainEvent = {
  readonly kind: "event";
  readonly type: string;
  readonly at: string | undefined;
  readonly detail: Readonly<Record<string, string | number>>;
};
export type Intent = StepCall | ReleaseCall | ScorecardCall | DomainEvent;

type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];

/**
 * What a change of the records table calls for outside, if anything. It follows from the record alone, so that a record that
 * comes again calls for the same: a step that is done already is dropped by the job, an event carries the id of its record.
 */
export function intentOf(record: DynamoDBRecord): Intent | undefined {
  const { NewImage: after, OldImage: before } = record.dynamodb ?? {};
  if (!after) return undefined;
  const type = text(after, "type");
  if (type === "import-job") return jobIntent(before, after);
  if (type === "release-work") return releaseIntent(before, after);
  if (type === "scorecard") return scorecardIntent(before, after);
  // What follows is written once and never changed: a later image of it is no news.
  if (before) return undefined;
  if (type === "change") return changeEvent(after);
  if (type === "observation-set") return observationEvent(after);
  if (type === "reminder") return reminderEvent(after);
  return undefined;
}

/** What a later revision of observations calls for beside its event. It follows from the record alone, like all that is sent. */
export function restatementOf(record: DynamoDBRecord): RestatementCall | undefined {
  const { NewImage: after, OldImage: before } = record.dynamodb ?? {};
  if (!after || before || text(after, "type") !== "observation-set") return undefined;
  if (number(after, "revision") < 2) return undefined;
  return { kind: "restatement", pk: text(after, "pk"), sk: text(after, "sk") };
}

const ACTIVE = ["queued", "running"];
const OVER = ["done", "failed", "cancelled"];

function jobIntent(before: Image, after: Image): Intent | undefined {
  const [id, status, step] = [text(after, "id"), text(after, "status"), number(after, "step")];
  const isNew = text(before, "status") !== status || number(before, "step") !== step;
  if (!isNew) return undefined;
  if (ACTIVE.includes(status)) return { kind: "step", jobId: id, step };
  if (!OVER.includes(status)) return undefined;
  const detail = {
    id,
    ownerId: text(after, "ownerId"),
    importKind: text(after, "kind"),
    phase: text(after, "phase"),
  };
  return { kind: "event", type: `import.${status}`, at: text(after, "changedAt"), detail };
}

/** Work on a release goes on with every step that was written as running. */
function releaseIntent(before: Image, after: Image): ReleaseCall | undefined {
  const step = number(after, "step");
  if (text(after, "status") !== "running" || number(before, "step") === step) return undefined;
  return { kind: "release", releaseId: text(after, "releaseId"), step };
}

const AT_WORK = ["composing", "publishing", "withdrawing"];

/** A scorecard is worked on with every step that was asked for. */
function scorecardIntent(before: Image, after: Image): ScorecardCall | undefined {
  const step = number(after, "step");
  if (!AT_WORK.includes(text(after, "status")) || number(before, "step") === step) return undefined;
  return { kind: "scorecard", scorecardId: text(after, "id"), step };
}

const NOUNS: Readonly<Record<string, string>> = {
  CMT: "commitment",
  PRT: "partnership",
  IND: "indicator",
  BET: "big-bet",
  REL: "release",
  SCO: "scorecard",
};

/** A change of an aggregate that others follow. Organisations, people and keys are nobody else's business. */
function changeEvent(image: Image): DomainEvent | undefined {
  const [prefix = "", id = ""] = text(image, "pk").split("#");
  const noun = NOUNS[prefix];
  if (!noun) return undefined;
  const version = number(image, "version");
  const detail = { id, version, action: text(image, "action"), ownerId: text(image, "ownerId") };
  const type = version === 1 ? `${noun}.created` : `${noun}.changed`;
  return { kind: "event", type, at: text(image, "recordedAt"), detail };
}

function observationEvent(image: Image): DomainEvent {
  const detail = {
    indicatorId: text(image, "indicatorId"),
    partnershipId: text(image, "partnershipId"),
    ownerId: text(image, "ownerId"),
    revision: number(image, "revision"),
  };
  return { kind: "event", type: "observation.recorded", at: text(image, "recordedAt"), detail };
}

function reminderEvent(image: Image): DomainEvent {
  const isReport = text(image, "about") === "report";
  const part = isReport
    ? { requirementNumber: number(image, "requirementNumber") }
    : { trancheNumber: number(image, "trancheNumber") };
  const detail = {
    commitmentId: text(image, "commitmentId"),
    ...part,
    threshold: number(image, "threshold"),
    ownerId: text(image, "ownerId"),
  };
  return { kind: "event", type: "reminder.due", at: undefined, detail };
}

/** Images are read attribute by attribute: most records are nobody's business here, and are not worth unpacking. */
function text(image: Image, name: string): string {
  return image?.[name]?.S ?? "";
}

function number(image: Image, name: string): number {
  return Number(image?.[name]?.N ?? 0);
}
