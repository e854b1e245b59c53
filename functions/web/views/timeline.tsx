import type { Finding } from "../../../shared/investments/evaluate-rule.ts";
import type { Tranche } from "../../../shared/investments/index.ts";
import { openMinor } from "../../../shared/investments/index.ts";
import type { Block } from "../../../shared/investments/payment-blocks.ts";
import { isDonorCondition } from "../../../shared/investments/tranche.ts";
import { capitalised, formatDate, formatMoney } from "../../../shared/pages/index.ts";
import { money } from "../../../shared/platform/money.ts";

/** Something that can be done here: where its form is, and what it is called. */
export type Offer = { readonly address: string; readonly text: string; readonly isMain?: boolean };

/** A tranche as the timeline shows it. */
export type Scheduled = {
  readonly tranche: Tranche;
  readonly state: string;
  /** How its payment rule stands, clause by clause; absent where it has none. */
  readonly rule?: Finding | undefined;
  /** Everything that keeps it from being paid today. */
  readonly blocks: readonly Block[];
  readonly offers: readonly Offer[];
};

/** The schedule as a timeline: each tranche a card that shows as a checklist what it waits for. */
export function Timeline({ scheduled, today }: { scheduled: readonly Scheduled[]; today: string }) {
  return (
    <ol class="timeline">
      {scheduled.map((one) => (
        <Card one={one} today={today} />
      ))}
    </ol>
  );
}

function Card({ one, today }: { one: Scheduled; today: string }) {
  const { tranche, offers } = one;
  const { number, label, dueOn, currency, amountMinor } = tranche;
  const open = openMinor(tranche);
  const isOverdue = open > 0 && dueOn < today;
  return (
    <li class={open <= 0 ? "full" : tranche.paidMinor > 0 ? "part" : undefined} id={`tranche-${number}`}>
      <div class="top">
        <h3>
          Tranche {number}
          {label && `. ${label}`}
        </h3>
        <p class="amount">{formatMoney(money(amountMinor, currency))}</p>
      </div>
      <p class="soft">
        Due {formatDate(dueOn)}
        {isOverdue && ", overdue"}. {capitalised(one.state)}.
      </p>
      <Moved tranche={tranche} />
      <Checklist one={one} isOpen={open > 0} />
      {offers.length > 0 && (
        <p class="acts small">
          {offers.map(({ address, text, isMain }) => (
            <a class={isMain ? "button" : "button quiet"} href={address}>
              {text}
              <span class="unseen">, tranche {number}</span>
            </a>
          ))}
        </p>
      )}
    </li>
  );
}

function Moved({ tranche }: { tranche: Tranche }) {
  const { paidMinor, releasedMinor, refundedMinor, advancedMinor, approval, currency } = tranche;
  const facts = [
    { name: "Paid", minor: paidMinor },
    { name: "Of it in advance", minor: advancedMinor },
    { name: "Came back", minor: refundedMinor },
    { name: "Given up", minor: releasedMinor },
    { name: "Approved, not paid", minor: approval?.leftMinor ?? 0 },
    { name: "Open", minor: openMinor(tranche) },
  ].filter(({ minor }) => minor !== 0);
  const isUntouched = paidMinor === 0 && releasedMinor === 0 && approval === undefined;
  if (isUntouched) return null;
  return (
    <dl class="facts">
      {facts.map(({ name, minor }) => (
        <div>
          <dt>{name}</dt>
          <dd>{formatMoney(money(minor, currency))}</dd>
        </div>
      ))}
    </dl>
  );
}

type Check = { readonly isMet: boolean; readonly text: string; readonly of?: readonly Check[] };

function Checklist({ one, isOpen }: { one: Scheduled; isOpen: boolean }) {
  const checks = checksOf(one, isOpen);
  if (checks.length === 0) return isOpen ? <p>Nothing blocks it.</p> : null;
  const missing = checks.filter(({ isMet }) => !isMet).length;
  return (
    <>
      <p class="small">
        {isOpen && missing > 0
          ? `Blocked by ${missing} of ${checks.length}:`
          : isOpen
            ? "Nothing blocks it:"
            : "It was tied to:"}
      </p>
      <Checks checks={checks} />
    </>
  );
}

function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <ul class="checks">
      {checks.map(({ isMet, text, of }) => (
        <li>
          <span class="mark" aria-hidden="true">
            {isMet ? "\u2713" : "\u25cb"}
          </span>
          <span class="unseen">{isMet ? "Done: " : "Still open: "}</span>
          {text}
          {of && <Checks checks={of} />}
        </li>
      ))}
    </ul>
  );
}

/** What is shown by itself, so that a block says it no second time. */
const SHOWN = ["donor-condition-open", "payment-rule-not-fulfilled"];

function checksOf({ tranche, rule, blocks }: Scheduled, isOpen: boolean): Check[] {
  const others = isOpen ? blocks.filter(({ code }) => !SHOWN.includes(code)) : [];
  return [
    ...conditionCheck(tranche),
    ...(rule ? ruleChecks(rule, tranche) : []),
    ...others.map(({ detail }) => ({ isMet: false, text: detail })),
  ];
}

function conditionCheck(tranche: Tranche): Check[] {
  const { condition, conditionMetOn, conditionEvidence, waivedOn } = tranche;
  if (!isDonorCondition(condition)) return [];
  const text = `Donor condition: ${condition?.barrier?.description ?? ""}`;
  if (waivedOn !== undefined) return [{ isMet: true, text: `${text} (waived on ${formatDate(waivedOn)})` }];
  if (conditionMetOn === undefined) return [{ isMet: false, text }];
  const evidence = conditionEvidence === undefined ? "" : `: ${conditionEvidence}`;
  return [{ isMet: true, text: `${text} (met on ${formatDate(conditionMetOn)}${evidence})` }];
}

/** The clauses of a rule; where all are needed each stands by itself. Paid under it or waived, it asks for nothing any more. */
function ruleChecks(finding: Finding, { waivedOn, ruleMetOn }: Tranche): Check[] {
  const checks = (finding.kind === "all" && finding.of ? finding.of : [finding]).map(toCheck);
  if (waivedOn !== undefined)
    return checks.map((check) => ({ ...check, isMet: true, text: `${check.text} Waived.` }));
  return ruleMetOn === undefined ? checks : checks.map((check) => ({ ...check, isMet: true }));
}

/** Days inside of a sentence of a rule are written for programs; here they are for people. */
function toCheck({ isMet, why, of }: Finding): Check {
  const text = why.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => formatDate(day));
  return { isMet, text, ...(of ? { of: of.map(toCheck) } : {}) };
}
