import { readIndicator } from "../../../shared/measurement/read-indicator.ts";
import type { Target } from "../../../shared/measurement/target.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import { type Period, schoolYear } from "../../../shared/platform/time.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Part } from "../forms/form.ts";
import { REASON } from "./own-commitment.ts";
import { ownPlan } from "./own-plan.ts";

type Written = { readonly period?: number; readonly value?: string };
type Body = {
  readonly targets?: readonly [{ readonly baseline?: Written; readonly target?: Written }];
  readonly kind?: string;
  readonly reason?: string;
};

/** Sets where everybody stands and shall stand by a year. Targets of groups stay as they are. */
export const targetForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const indicatorId = visit.c.req.param("indicatorId") ?? "";
  const { organisationId } = visit.principal;
  const read = await readIndicator(deps, { indicatorId, organisationId });
  if (!read.ok) return read;
  const { targets, version, name } = read.value;
  const now = targets.find(isOfEverybody);
  const others = targets.filter((target) => !isOfEverybody(target));
  if ([now?.baseline, now?.target].some((point) => point && !isYear(point.period)))
    return fail({
      code: "conflict",
      detail: "Its target is for a period that is no year; such targets are changed through the API.",
    });
  const page = `${opened.value.address}/indicators/${indicatorId}`;
  return ok({
    title: now ? "Change the target" : "Set a target",
    eyebrow: name,
    lead: "For everybody. A baseline says from where change is counted; without one, the first figure on record is used and progress is not classed.",
    parts: [
      kindField(now),
      pointGroup("baseline", now?.baseline),
      pointGroup("target", now?.target),
      { ...REASON, isRequired: targets.length > 0 },
    ],
    shape: (body) => toTargets(body as Body, { now, others }),
    submit: "Save the target",
    call: { method: "PUT", path: `/indicators/${indicatorId}/targets` },
    version,
    back: { address: page, text: name },
    done: () => ({ address: `${page}#targets`, notice: "saved" }),
  });
};

function isOfEverybody({ dimensions }: Target): boolean {
  return Object.keys(dimensions).length === 0;
}

function isYear({ kind }: Period): boolean {
  return kind === "school-year" || kind === "calendar-year";
}

function kindField(now: Target | undefined): Field {
  return {
    kind: "choice",
    name: "kind",
    label: "Kind of year",
    options: [
      { value: "school-year", text: "School years" },
      { value: "calendar-year", text: "Calendar years" },
    ],
    value: shownKind(now),
    isRequired: true,
  };
}

function shownKind(now: Target | undefined): string {
  return (now?.target ?? now?.baseline)?.period.kind ?? "school-year";
}

function pointGroup(name: "baseline" | "target", point: Target["target"]): Part {
  const at = `/targets/0/${name}`;
  const [legend, year, value] =
    name === "baseline"
      ? ["Where it stood", "Year of the baseline", "Figure then"]
      : ["Where it shall stand", "Year of the target", "Figure to reach"];
  return {
    kind: "group",
    legend,
    fields: [
      {
        kind: "number",
        name: `${name}.year`,
        pointer: `${at}/period`,
        label: year,
        hint: "Of a school year the one in which it starts: 2029 for 2029-30.",
        value: point?.period.start.slice(0, 4),
      },
      {
        kind: "text",
        name: `${name}.value`,
        pointer: `${at}/value`,
        label: value,
        hint: "A number in the indicator's unit, like 65 or 65.5.",
        value: point && String(point.value),
        most: 20,
      },
    ],
  };
}

type Known = { readonly now: Target | undefined; readonly others: readonly Target[] };

function toTargets({ targets, kind, reason }: Body, { now, others }: Known) {
  const [written] = targets ?? [{}];
  const shown = shownKind(now);
  const baseline = pointOf(written?.baseline, { kind, shown, point: now?.baseline });
  const target = pointOf(written?.target, { kind, shown, point: now?.target });
  const own = { dimensions: {}, ...(baseline ? { baseline } : {}), ...(target ? { target } : {}) };
  return { targets: [own, ...others], ...(reason === undefined ? {} : { reason }) };
}

type Before = {
  readonly kind: string | undefined;
  readonly shown: string;
  readonly point: Target["target"];
};

/** A point as the API takes it; what is no number goes as it is, to be refused at its place. A year that was not touched stays to the day. */
function pointOf(written: Written | undefined, { kind, shown, point }: Before) {
  if (written === undefined) return undefined;
  const { period: year, value } = written;
  const number = Number(value);
  const isSame = kind === shown && String(year) === point?.period.start.slice(0, 4);
  return {
    ...(year === undefined ? {} : { period: isSame && point ? point.period : yearOf(year, kind) }),
    value: value === undefined || Number.isNaN(number) ? value : number,
  };
}

function yearOf(year: number, kind: string | undefined): Period {
  if (kind !== "calendar-year") return schoolYear(year);
  return { start: `${year}-01-01`, end: `${year}-12-31`, kind };
}
