import {
  TESTS_OF_CHANGE,
  type TestOfChange,
} from "../../../shared/partnerships/tests-of-change/test-of-change.ts";
import { defined } from "../../../shared/platform/defined.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Part } from "../forms/form.ts";
import { REASON } from "./own-commitment.ts";
import { openedRecord, visibilityField, withdrawalForm } from "./own-record.ts";
import { boxes, emptied, type Links, linksOf, madeAt, someOf, ticked, withChosen } from "./practice-parts.ts";

/** Begins a test of change: the aim, and the idea that is tested. */
export const beginTestForm: MakeForm = async (visit, deps) => {
  const partnershipId = visit.c.req.param("partnershipId") ?? "";
  const links = await linksOf(visit, deps, partnershipId);
  if (!links.ok) return links;
  const address = `/partnerships/${partnershipId}/tests-of-change`;
  return ok({
    title: "Begin a test of change",
    lead: "An idea is tried small, with a prediction, before it is done everywhere. The cycles of plan, do, study and act are planned on its page.",
    parts: testParts(links.value),
    shape: linked,
    submit: "Begin the test",
    call: { method: "POST", path: address },
    back: { address, text: "Tests of change" },
    done: (answer) => ({ address: madeAt(answer), notice: "test-begun" }),
  });
};

/** Corrects what is said of a test, for a reason; its cycles stay. */
export const changeTestForm: MakeForm = async (visit, deps) => {
  const opened = await openedRecord(visit, deps, TESTS_OF_CHANGE);
  if (!opened.ok) return opened;
  const { record, partnershipId, address, of } = opened.value;
  const links = await linksOf(visit, deps, partnershipId);
  if (!links.ok) return links;
  return ok({
    title: "Correct what is said of the test",
    parts: [...testParts(links.value, record), REASON],
    shape: (body) => emptied(linked(body), ["strategyId", "indicatorIds"]),
    submit: "Correct it",
    call: { method: "PATCH", path: address },
    ...of("saved"),
  });
};

export const withdrawTestForm = withdrawalForm(TESTS_OF_CHANGE);

function linked(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return defined({ ...body, indicatorIds: someOf(ticked(body.indicatorIds)) });
}

function testParts(links: Links, test?: TestOfChange): Part[] {
  return [
    { kind: "text", name: "title", label: "Title", most: 200, isRequired: true, value: test?.title },
    {
      kind: "area",
      name: "aim",
      label: "The aim",
      hint: "What shall be accomplished, and how will you know that a change is an improvement? More families keep their home; seen in filings that end without an order.",
      isRequired: true,
      value: test?.aim,
    },
    {
      kind: "area",
      name: "change",
      label: "The idea that is tested",
      hint: "And why it might work: legal aid where the families are, in the week of the filing.",
      isRequired: true,
      value: test?.change,
    },
    {
      kind: "choice",
      name: "strategyId",
      label: "Strategy it serves",
      options: withChosen(links.strategies, [test?.strategyId]),
      value: test?.strategyId,
    },
    visibilityField(test?.visibility),
    ...boxes("indicatorIds", "Indicators it shall move", {
      options: links.indicators,
      chosen: test?.indicatorIds,
    }),
  ];
}
