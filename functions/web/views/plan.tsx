import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { capitalised, type DocumentOptions, type Page, renderDocument } from "../../../shared/pages/index.ts";
import { planSteps } from "../plan-steps.ts";
import type { Plan } from "../read-plan.ts";
import { Acts } from "./elements.tsx";
import { PartnershipPlaces } from "./partnership-places.tsx";
import { IndicatorList, LinkTable, ShareList } from "./plan-parts.tsx";

type Known = { readonly plan: Plan; readonly principal: Principal };

/** The page of a partnership's plan: what to do next, then all that is in it, each with what can be done about it. */
export function renderPlan({ plan, principal }: Known, frame: Omit<DocumentOptions, "title">): Page {
  const { head } = plan.partnership;
  const address = `/partnerships/${head.id}`;
  const mayWrite = can(principal, "partnership:write");
  const offer = (part: string, text: string, isAllowed = mayWrite) =>
    isAllowed ? <Acts offers={[{ address: `${address}/${part}`, text }]} /> : null;
  return renderDocument(
    { ...frame, title: `Plan: ${head.name}` },
    <>
      <PartnershipPlaces partnershipId={head.id} current="plan" principal={principal} />
      <p class="eyebrow">
        <a href={address}>{head.name}</a>
      </p>
      <h1>The plan</h1>
      <p class="lead">{head.purpose}</p>
      {offer("description", "Change what the partnership says of itself")}
      <NextSteps plan={plan} mayWrite={mayWrite} />
      <h2 id="results">Results</h2>
      <Results plan={plan} mayWrite={mayWrite} />
      {offer("results/new", "Add a result")}
      <h2 id="indicators">Indicators</h2>
      <IndicatorList plan={plan} />
      {offer("indicators/new", "Add an indicator", can(principal, "indicator:write"))}
      <h2 id="strategies">Strategies</h2>
      <Strategies plan={plan} mayWrite={mayWrite} />
      {offer("strategies/new", "Add a strategy")}
      <h2 id="links">Links</h2>
      <LinkTable plan={plan} mayWrite={mayWrite} />
      {offer("links/new", "Add a link")}
      <h2 id="shares">Who else reads it</h2>
      <ShareList plan={plan} mayShare={can(principal, "share:write")} />
      {offer("shares/new", "Share with an organisation", can(principal, "share:write"))}
    </>,
  );
}

type Part = { readonly plan: Plan; readonly mayWrite: boolean };

function NextSteps({ plan, mayWrite }: Part) {
  const steps = planSteps(plan);
  const next = steps.find(({ isDone }) => !isDone);
  const done = steps.filter(({ isDone }) => isDone).length;
  if (!next) return <p class="soft">Every step of a plan is there: result, indicators, strategy, links.</p>;
  const address = `/partnerships/${plan.partnership.head.id}`;
  return (
    <section aria-label="What to do next">
      <h2>What to do next</h2>
      <p class="soft">
        {done} of {steps.length} steps are done. Each rests on those before it.
      </p>
      <ol class="checks">
        {steps.map((step) => (
          <li>
            <span class="mark" aria-hidden="true">
              {step.isDone ? "✓" : "○"}
            </span>
            {mayWrite && !step.isDone ? <a href={`${address}/${step.at}`}>{step.title}</a> : step.title}
            {step.isDone ? <span class="soft">, done</span> : <div class="soft small">{step.why}</div>}
          </li>
        ))}
      </ol>
      {mayWrite && <Acts offers={[{ address: `${address}/${next.at}`, text: next.title, isMain: true }]} />}
    </section>
  );
}

function Results({ plan: { results, partnership }, mayWrite }: Part) {
  if (results.length === 0) return <p>None yet. Like: “Children enter kindergarten ready”.</p>;
  return (
    <ul>
      {results.map(({ id, statement, population, endedOn }) => (
        <li>
          {mayWrite ? (
            <a href={`/partnerships/${partnership.head.id}/results/${id}`}>{statement}</a>
          ) : (
            statement
          )}{" "}
          <span class="soft">
            ({population}
            {endedOn && `, put away on ${endedOn}`})
          </span>
        </li>
      ))}
    </ul>
  );
}

function Strategies({ plan: { partnership }, mayWrite }: Part) {
  const { strategies, head } = partnership;
  if (strategies.length === 0) return <p>None yet. A strategy is what the partners do.</p>;
  return (
    <ul>
      {strategies.map(({ id, name, kind, status, owner }) => (
        <li>
          {mayWrite ? <a href={`/partnerships/${head.id}/strategies/${id}`}>{name}</a> : name}
          <div class="soft small">
            {capitalised(kind)}, {status}
            {owner && `, ${owner.name}`}
          </div>
        </li>
      ))}
    </ul>
  );
}
