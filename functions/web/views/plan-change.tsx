import type { PlanPart } from "../../../shared/investments/amendments/plan-snapshot.ts";
import { clausesOf } from "../../../shared/investments/payment-rule.ts";
import { capitalised, formatDate, formatMoney, Scroll } from "../../../shared/pages/index.ts";

type Sides = {
  readonly before: PlanPart;
  readonly after: PlanPart;
  /** What whoever decides should look at. */
  readonly flags?: readonly string[];
};

type Line = { readonly what: string; readonly before: string; readonly after: string };

/** What an amendment changes of the plan, line by line: how it stood, and how it stands then. */
export function PlanChange({ before, after, flags = [] }: Sides) {
  const lines = [...headLines(before, after), ...trancheLines(before, after), ...otherLines(before, after)];
  return (
    <>
      {flags.map((flag) => (
        <div class="note">
          <p>To be looked at: {capitalised(flag).toLowerCase()}.</p>
        </div>
      ))}
      <Scroll label="Before and after">
        <table>
          <caption>Before and after</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <th scope="row">{line.what}</th>
                <td>{line.before || <span class="soft">nothing</span>}</td>
                <td>{line.after || <span class="soft">nothing</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function headLines(before: PlanPart, after: PlanPart): Line[] {
  const text: { readonly [what: string]: (plan: PlanPart) => string } = {
    Status: ({ status }) => (status === undefined ? "" : capitalised(status)),
    Title: ({ title }) => title ?? "",
    "What it is for": ({ description }) => description ?? "",
    "Starts on": ({ startOn }) => (startOn === undefined ? "" : formatDate(startOn)),
    "Ends on": ({ endOn }) => (endOn === undefined ? "" : formatDate(endOn)),
    Amount: ({ amount }) => (amount === undefined ? "" : formatMoney(amount)),
    Recipient: ({ recipient }) => recipient?.name ?? "",
    "Fiscal sponsor": ({ fiscalSponsor }) => fiscalSponsor?.name ?? "",
    Restriction: ({ restriction }) => restriction?.description ?? restriction?.kind ?? "",
  };
  return Object.entries(text)
    .map(([what, of]) => ({ what, before: of(before), after: of(after) }))
    .filter(differs);
}

type Tranche = NonNullable<PlanPart["tranches"]>[number];

function trancheLines(before: PlanPart, after: PlanPart): Line[] {
  return numbered(before.tranches, after.tranches).map(({ number, was, is }) => ({
    what: `Tranche ${number}`,
    before: trancheText(was),
    after: trancheText(is),
  }));
}

function trancheText(tranche: Tranche | undefined): string {
  if (!tranche) return "";
  const { amount, dueOn, released, rule, condition, waivedOn } = tranche;
  const clauses = rule ? clausesOf(rule).length : 0;
  return [
    `${formatMoney(amount)} on ${formatDate(dueOn)}`,
    ...(released ? [`${formatMoney(released)} given up`] : []),
    ...(condition?.barrier ? [`condition: ${condition.barrier.description}`] : []),
    ...(clauses > 0 ? [`waits for ${rule ? ruleText(rule) : ""}`] : []),
    ...(waivedOn ? [`condition waived on ${formatDate(waivedOn)}`] : []),
  ].join("; ");
}

function ruleText(rule: NonNullable<Tranche["rule"]>): string {
  return clausesOf(rule)
    .map((clause) => {
      if (clause.kind === "milestone") return `milestone ${clause.milestone}`;
      if (clause.kind === "report-accepted") return `report ${clause.requirement}`;
      return clause.kind === "date" ? formatDate(clause.on) : clause.kind.replaceAll("-", " ");
    })
    .join(", ");
}

function otherLines(before: PlanPart, after: PlanPart): Line[] {
  const milestones = numbered(before.milestones, after.milestones).map(({ number, was, is }) => ({
    what: `Milestone ${number}`,
    before: milestoneText(was),
    after: milestoneText(is),
  }));
  const allocations = {
    what: "Allocations",
    before: allocationText(before),
    after: allocationText(after),
  };
  const budget = { what: "Budget", before: budgetText(before), after: budgetText(after) };
  return [...milestones, ...[allocations, budget].filter(differs)];
}

function milestoneText(milestone: NonNullable<PlanPart["milestones"]>[number] | undefined): string {
  if (!milestone) return "";
  return milestone.title + (milestone.dueOn === undefined ? "" : `, by ${formatDate(milestone.dueOn)}`);
}

function allocationText({ allocations = [] }: PlanPart): string {
  return allocations.map(({ amount, note }) => formatMoney(amount) + (note ? ` (${note})` : "")).join("; ");
}

function budgetText({ budget = [] }: PlanPart): string {
  return budget.map(({ category, amount }) => `${category}: ${formatMoney(amount)}`).join("; ");
}

function differs({ before, after }: Line): boolean {
  return before !== after;
}

/** The parts of two lists by number, those that differ. */
function numbered<T extends { readonly number: number }>(
  before: readonly T[] = [],
  after: readonly T[] = [],
) {
  const numbers = [...new Set([...before, ...after].map(({ number }) => number))].sort((a, b) => a - b);
  const at = (list: readonly T[], number: number) => list.find((each) => each.number === number);
  return numbers
    .map((number) => ({ number, was: at(before, number), is: at(after, number) }))
    .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is));
}
