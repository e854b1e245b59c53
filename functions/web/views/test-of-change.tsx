import {
  type DocumentOptions,
  formatDate,
  IndicatorBlock,
  type Page,
  renderDocument,
} from "../../../shared/pages/index.ts";
import type { RecordView } from "../../../shared/partnerships/record-kind.ts";
import type { Cycle } from "../../../shared/partnerships/tests-of-change/cycle.ts";
import type { TestOfChange } from "../../../shared/partnerships/tests-of-change/test-of-change.ts";
import type { IndicatorSection } from "../../../shared/reporting/index.ts";
import { CycleView } from "./cycle.tsx";
import { Acts } from "./elements.tsx";
import { TEST_STATES_IN_WORDS } from "./practice-words.ts";
import { RunChart } from "./run-chart.tsx";

type Shown = {
  readonly test: RecordView<TestOfChange>;
  readonly cycles: readonly Cycle[];
  readonly indicators: readonly IndicatorSection[];
  readonly mayWrite: boolean;
};

/** The page of a test of change: where it stands, its cycles, the figures beside. */
export function renderTest(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { test, cycles, indicators, mayWrite } = shown;
  const list = `/partnerships/${test.partnershipId}/tests-of-change`;
  const address = `${list}/${test.id}`;
  return renderDocument(
    { ...frame, title: test.title },
    <>
      <p class="eyebrow">
        <a href={list}>Tests of change</a>
      </p>
      <h1>{test.title}</h1>
      <p class="lead">
        {test.withdrawn ? "Withdrawn" : TEST_STATES_IN_WORDS[test.state]},{" "}
        {cycles.length === 1 ? "one cycle" : `${cycles.length} cycles`}.
      </p>
      {test.withdrawn && (
        <div class="note">
          <p>
            Withdrawn on {formatDate(test.withdrawn.on)}: {test.withdrawn.reason}
          </p>
        </div>
      )}
      {mayWrite && <Steps test={test} cycles={cycles} address={address} />}
      <dl>
        <dt>The aim</dt>
        <dd>{test.aim}</dd>
        <dt>The idea that is tested</dt>
        <dd>{test.change}</dd>
      </dl>
      <h2>Cycles</h2>
      {cycles.length === 0 ? (
        <p>No cycle is planned yet. The first one is small: one family, one class, one afternoon.</p>
      ) : (
        <ol class="timeline">
          {cycles.toReversed().map((cycle) => (
            <CycleView cycle={cycle} address={`${address}/cycles/${cycle.number}`} mayWrite={mayWrite} />
          ))}
        </ol>
      )}
      <h2>The figures beside it</h2>
      {indicators.length === 0 ? (
        <p>No indicator with figures is named as one that it shall move.</p>
      ) : (
        <p class="soft">What they did at the same time; that does not say the test was the cause.</p>
      )}
      {indicators.map((indicator) => (
        <>
          <IndicatorBlock indicator={indicator} />
          <RunChart indicator={indicator} />
        </>
      ))}
    </>,
  );
}

function Steps({
  test,
  cycles,
  address,
}: {
  test: Shown["test"];
  cycles: readonly Cycle[];
  address: string;
}) {
  const last = cycles.at(-1);
  const mayPlan = !last || (last.state === "decided" && test.state !== "abandoned");
  return (
    <Acts
      offers={[
        ...(mayPlan
          ? [{ address: `${address}/cycles/new`, text: `Plan cycle ${cycles.length + 1}`, isMain: true }]
          : []),
        { address: `${address}/correction`, text: "Correct what is said of it" },
        { address: `${address}/withdrawal`, text: "Withdraw it" },
      ]}
    />
  );
}
