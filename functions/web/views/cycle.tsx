import { formatDate } from "../../../shared/pages/index.ts";
import type { Cycle } from "../../../shared/partnerships/tests-of-change/cycle.ts";
import { Acts } from "./elements.tsx";
import { COMPARISONS_IN_WORDS, CYCLE_STATES_IN_WORDS, DECISIONS_IN_WORDS } from "./practice-words.ts";
import type { Offer } from "./timeline.tsx";

type Props = { readonly cycle: Cycle; readonly address: string; readonly mayWrite: boolean };

/** One cycle: what was planned, done, studied, and decided. */
export function CycleView({ cycle, address, mayWrite }: Props) {
  const { number, state } = cycle;
  return (
    <li class={state === "decided" ? "full" : state === "planned" ? undefined : "part"}>
      <div class="top">
        <h3>Cycle {number}</h3>
        <p class="soft small">{CYCLE_STATES_IN_WORDS[state]}</p>
      </div>
      {mayWrite && <Acts offers={stepsOf(cycle, address)} />}
      <Plan cycle={cycle} />
      <Study cycle={cycle} />
      <Act cycle={cycle} />
    </li>
  );
}

function stepsOf({ state }: Cycle, address: string): Offer[] {
  if (state === "planned")
    return [
      { address: `${address}/start`, text: "Record the start", isMain: true },
      { address: `${address}/plan`, text: "Change the plan" },
    ];
  if (state === "started")
    return [{ address: `${address}/finding`, text: "Record what happened", isMain: true }];
  if (state === "studied")
    return [
      { address: `${address}/decision`, text: "Decide", isMain: true },
      { address: `${address}/finding`, text: "Correct what happened" },
    ];
  return [];
}

function Plan({ cycle }: { cycle: Cycle }) {
  const { objective, questions, prediction, scale, plan, plannedFor, measures } = cycle;
  return (
    <>
      <h4>Plan</h4>
      <p>{objective}</p>
      {questions && <p>Questions: {questions}</p>}
      <p>
        <strong>Prediction:</strong> {prediction}
      </p>
      <p>
        {plan} <span class="soft">With how many: {scale}.</span>
        {plannedFor && <span class="soft"> Planned for {formatDate(plannedFor)}.</span>}
      </p>
      <ul>
        {measures.map(({ statement }) => (
          <li>{statement}</li>
        ))}
      </ul>
    </>
  );
}

function Study({ cycle: { startedOn, finding } }: { cycle: Cycle }) {
  if (startedOn === undefined) return null;
  return (
    <>
      <h4>Do</h4>
      <p>
        Started on {formatDate(startedOn)}.{" "}
        {finding && (finding.asPlanned ? "Carried out as planned. " : "Not carried out as planned. ")}
        {finding?.happened}
      </p>
      {finding && (
        <>
          <h4>Study</h4>
          <p>
            <strong>{COMPARISONS_IN_WORDS[finding.comparison]}</strong> ({formatDate(finding.on)}).{" "}
            {finding.learned}
          </p>
          {finding.observations && finding.observations.length > 0 && (
            <ul>
              {finding.observations.map((ref, index) => (
                <li>
                  <a href={`/observations/${ref}`}>Figure {index + 1} that it rests on</a>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}

function Act({ cycle: { decision } }: { cycle: Cycle }) {
  if (!decision) return null;
  return (
    <>
      <h4>Act</h4>
      <p>
        <strong>{DECISIONS_IN_WORDS[decision.decision]}</strong> ({formatDate(decision.on)}). {decision.why}
      </p>
      {decision.followed && <p>What follows: {decision.followed}</p>}
    </>
  );
}
