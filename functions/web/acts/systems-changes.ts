import { LEVEL_LISTS, LEVER_LISTS } from "../../../shared/partnerships/systems-changes/levers.ts";
import { listRef, type ReferenceList } from "../../../shared/partnerships/systems-changes/reference-list.ts";
import {
  SYSTEMS_CHANGES,
  type SystemsChange,
} from "../../../shared/partnerships/systems-changes/systems-change.ts";
import { defined } from "../../../shared/platform/defined.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Part } from "../forms/form.ts";
import { CHANGE_STATUSES_IN_WORDS } from "../views/practice-words.ts";
import { REASON } from "./own-commitment.ts";
import { openedRecord, visibilityField, withdrawalForm } from "./own-record.ts";
import { boxes, emptied, type Links, linksOf, madeAt, someOf, ticked } from "./practice-parts.ts";

/** The list that the form offers: it tells relationships and mental models apart, which the shorter one does not. */
const LEVERS = LEVER_LISTS.find(({ id }) => id === "water-of-systems-change");
const [LEVELS] = LEVEL_LISTS;
const OPTIONAL = ["description", "affected", "evidence", "evidenceUrls", "strategyIds", "indicatorIds"];

/** Records a change of a system: its lever, its level, how far it has come, and on what that rests. */
export const recordChangeForm: MakeForm = async (visit, deps) => {
  const partnershipId = visit.c.req.param("partnershipId") ?? "";
  const links = await linksOf(visit, deps, partnershipId);
  if (!links.ok) return links;
  const address = `/partnerships/${partnershipId}/systems-changes`;
  return ok({
    title: "Record a systems change",
    lead: "What institutions now do, give or decide in another way. What was said of somebody's deeds alone is an activity; a change of a system stays when they leave.",
    parts: [
      ...describing(),
      {
        kind: "group",
        legend: "Where it takes hold",
        fields: [codedField("lever", "What is changed", LEVERS), levelField()],
      },
      { kind: "group", legend: "How far it has come", fields: [statusField(), { ...DAY, name: "statusOn" }] },
      ...resting(links.value),
    ],
    shape: (body) => toChange(body),
    submit: "Record the change",
    call: { method: "POST", path: address },
    back: { address, text: "Systems changes" },
    done: (answer) => ({ address: madeAt(answer), notice: "change-recorded" }),
  });
};

/** Corrects what is said of a change, for a reason. Its lever stays, and its status moves by steps of its own. */
export const correctChangeForm: MakeForm = async (visit, deps) => {
  const opened = await openedRecord(visit, deps, SYSTEMS_CHANGES);
  if (!opened.ok) return opened;
  const { record, partnershipId, address, of } = opened.value;
  const links = await linksOf(visit, deps, partnershipId);
  if (!links.ok) return links;
  return ok({
    title: "Correct what is said of the change",
    parts: [...describing(record), levelField(record), ...resting(links.value, record), REASON],
    shape: (body) => emptied(toChange(body, record), OPTIONAL),
    submit: "Correct it",
    call: { method: "PATCH", path: address },
    ...of("saved"),
  });
};

/** Takes a change on to its next status, on a day. */
export const moveChangeForm: MakeForm = async (visit, deps) => {
  const opened = await openedRecord(visit, deps, SYSTEMS_CHANGES);
  if (!opened.ok) return opened;
  const { record, address, of } = opened.value;
  return ok({
    title: "Record how far it has come",
    lead: `It is ${CHANGE_STATUSES_IN_WORDS[record.status].toLowerCase()}. Stages may be left out; what is undone in the world is reversed.`,
    parts: [statusField(record.status), DAY, { kind: "area", name: "note", label: "Note" }],
    submit: "Record it",
    call: { method: "POST", path: `${address}/transitions` },
    ...of("change-moved"),
  });
};

/** Takes back the last step, which was recorded by mistake. */
export const takeBackMoveForm: MakeForm = async (visit, deps) => {
  const opened = await openedRecord(visit, deps, SYSTEMS_CHANGES);
  if (!opened.ok) return opened;
  const { record, address, of } = opened.value;
  return ok({
    title: "Take the last step back",
    lead: `“${CHANGE_STATUSES_IN_WORDS[record.status]}” was recorded by mistake: the change goes back to how it stood before. What was undone in the world is no mistake; record it as reversed.`,
    parts: [REASON],
    submit: "Take it back",
    call: { method: "POST", path: `${address}/retraction` },
    ...of("saved"),
  });
};

export const withdrawChangeForm = withdrawalForm(SYSTEMS_CHANGES);

const DAY: Field = { kind: "date", name: "on", label: "Since", isRequired: true };

function statusField(present?: SystemsChange["status"]): Field {
  const options = Object.entries(CHANGE_STATUSES_IN_WORDS)
    .filter(([value]) => value !== present && (present !== undefined || value !== "reversed"))
    .map(([value, text]) => ({ value, text }));
  const label = present === undefined ? "How it stands" : "It is now";
  return { kind: "choice", name: "status", label, options, blank: "choose one", isRequired: true };
}

function levelField(change?: SystemsChange): Field {
  return codedField("level", "How far it reaches", LEVELS, change?.level.code);
}

/** A choice of an entry of a list of reference data; `toChange` names the list. */
function codedField(name: string, label: string, list: ReferenceList | undefined, value?: string): Field {
  const options = (list?.entries ?? []).map((entry) => ({
    value: entry.code,
    text: `${entry.name}: ${entry.gist}`,
  }));
  return {
    kind: "choice",
    name,
    pointer: `/${name}/code`,
    label,
    options,
    blank: "choose one",
    isRequired: true,
    value,
  };
}

function describing(change?: SystemsChange): Part[] {
  return [
    {
      kind: "text",
      name: "title",
      label: "Title",
      hint: "Filings are sealed after three years",
      most: 200,
      isRequired: true,
      value: change?.title,
    },
    {
      kind: "area",
      name: "description",
      label: "What is done in another way now",
      value: change?.description,
    },
    {
      kind: "lines",
      name: "by",
      label: "Whose change it is",
      hint: "Organisations, one a line",
      value: change?.by.map(({ name }) => name).join("\n"),
    },
  ];
}

function resting(links: Links, change?: SystemsChange): Part[] {
  return [
    {
      kind: "group",
      legend: "Whom it reaches",
      fields: [
        {
          kind: "text",
          name: "affected.whom",
          label: "Whom",
          hint: "Renting families with a filing in the last seven years",
          most: 500,
          value: change?.affected?.whom,
        },
        {
          kind: "number",
          name: "affected.people",
          label: "How many people",
          hint: "Only where somebody counted.",
          value: change?.affected?.people?.toString(),
        },
      ],
    },
    {
      kind: "group",
      legend: "Evidence",
      fields: [
        {
          kind: "area",
          name: "evidence",
          label: "On what it rests that it has come so far",
          value: change?.evidence,
        },
        {
          kind: "lines",
          name: "evidenceUrls",
          label: "Where that can be read",
          hint: "Addresses that begin with https, one a line",
          value: change?.evidenceUrls?.join("\n"),
        },
      ],
    },
    visibilityField(change?.visibility),
    ...boxes("strategyIds", "Strategies it comes from", {
      options: links.strategies,
      chosen: change?.strategyIds,
    }),
    ...boxes("indicatorIds", "Indicators it shall move", {
      options: links.indicators,
      chosen: change?.indicatorIds,
    }),
  ];
}

/** The body in the API's shape: lists named beside their codes, organisations with what is known of them already. */
function toChange(body: Readonly<Record<string, unknown>>, present?: SystemsChange): Record<string, unknown> {
  const {
    lever,
    level,
    by = [],
    affected,
  } = body as {
    readonly lever?: object;
    readonly level?: object;
    readonly by?: readonly string[];
    readonly affected?: object;
  };
  const populations = present?.affected?.populations;
  return defined({
    ...body,
    lever: lever && LEVERS && { list: listRef(LEVERS), ...lever },
    level: level && LEVELS && { list: listRef(LEVELS), ...level },
    by: by.map((name) => present?.by.find((partner) => partner.name === name) ?? { name }),
    affected: affected && defined({ populations, ...affected }),
    strategyIds: someOf(ticked(body.strategyIds)),
    indicatorIds: someOf(ticked(body.indicatorIds)),
  });
}
