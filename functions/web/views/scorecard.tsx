import { type DocumentOptions, formatDate, type Page, renderDocument } from "../../../shared/pages/index.ts";
import type { ScorecardView } from "../../../shared/publication/scorecards/scorecard.ts";
import { Acts, LooksAgain, REFRESH_SECONDS } from "./elements.tsx";
import { isComposing, SCORECARD_STATUSES_IN_WORDS } from "./scorecard-words.ts";
import type { Offer } from "./timeline.tsx";

type Shown = {
  readonly scorecard: ScorecardView;
  readonly offers: readonly Offer[];
  /** The sentences that it begins with, in each language; none before it is composed. */
  readonly first?: Readonly<Record<"en" | "es", readonly string[]>>;
  /** Whether the reader stopped the page from asking again by itself. */
  readonly isStill: boolean;
};

/** The page of a scorecard for who prepares it; while work on it goes on, it asks for itself again. */
export function renderScorecardPage(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { scorecard, isStill, first } = shown;
  const { id, partnershipId, choices, status } = scorecard;
  const isMoving = isComposing(scorecard);
  const refreshAfter = isMoving && !isStill ? REFRESH_SECONDS : undefined;
  return renderDocument(
    { ...frame, title: choices.title.en, refreshAfter },
    <>
      <p class="eyebrow">
        <a href={`/partnerships/${partnershipId}/scorecards`}>Public scorecards</a>
      </p>
      <h1>{choices.title.en}</h1>
      <p class="lead">{SCORECARD_STATUSES_IN_WORDS[status]}.</p>
      {isMoving && <Work id={id} isStill={isStill} />}
      <Standing scorecard={scorecard} />
      <Acts offers={shown.offers} />
      {first && <First id={id} first={first} />}
      <Showing scorecard={scorecard} />
    </>,
  );
}

function Work({ id, isStill }: { id: string; isStill: boolean }) {
  return (
    <div class="note">
      <p>It takes some seconds. You can close this page and come back.</p>
      <LooksAgain address={`/scorecards/${id}`} isStill={isStill} />
    </div>
  );
}

function Standing({ scorecard }: { scorecard: ScorecardView }) {
  const { status, number, publishedAt, address, withdrawal, refusal } = scorecard;
  return (
    <>
      {status === "published" && (
        <p>
          Number {number}, published on {formatDate(publishedAt ?? "")}. See it as everybody does:{" "}
          <a href={`${address}?lang=en`}>in English</a>,{" "}
          <a href={`${address}?lang=es`} hreflang="es" lang="es">
            en español
          </a>
        </p>
      )}
      {withdrawal && (
        <p>
          Withdrawn on {formatDate(withdrawal.at)}: {withdrawal.reason}
        </p>
      )}
      {refusal !== undefined && (
        <div class="note">
          <p>{refusal}</p>
        </div>
      )}
    </>
  );
}

function First({ id, first }: { id: string; first: NonNullable<Shown["first"]> }) {
  return (
    <section>
      <h2>What it says first</h2>
      {first.en.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <p>
        <a href={`/scorecards/${id}/preview?lang=en`}>Look at the whole page in English</a>
      </p>
      <div lang="es">
        {first.es.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <p>
          <a href={`/scorecards/${id}/preview?lang=es`} hreflang="es">
            Ver la página entera en español
          </a>
        </p>
      </div>
    </section>
  );
}

/** What was chosen, counted, and what Spanish readers will read in English. */
function Showing({ scorecard: { choices } }: { scorecard: ScorecardView }) {
  const { releaseId, title, introduction, missing, changes, indicators, strategies, systemsChanges } =
    choices;
  const words = [
    title,
    introduction,
    missing,
    changes,
    ...(indicators ?? []).flatMap((one) => one.about ?? []),
  ];
  const named = [...(indicators ?? []), ...strategies, ...systemsChanges];
  const english =
    words.filter((said) => said !== undefined && said.es === undefined).length +
    named.filter(({ es }) => es === undefined).length;
  return (
    <section>
      <h2>What it shows</h2>
      <ul>
        <li>
          Figures of <a href={`/releases/${releaseId}`}>the release that it was made of</a>:{" "}
          {indicators === undefined ? "every indicator" : counted(indicators.length, "indicator")}
        </li>
        <li>{counted(strategies.length, "strategy", "strategies")}</li>
        <li>{counted(systemsChanges.length, "systems change")}</li>
        <li>{choices.showsMoney ? "Money by strategy, where funders let it be shown" : "No money"}</li>
        <li>{choices.showsGateways ? "Gateways that a network has found reached" : "No gateways"}</li>
        <li>
          {english === 0
            ? "All of your words in both languages"
            : `${counted(english, "text")} of yours without Spanish, which Spanish readers read in English`}
        </li>
      </ul>
    </section>
  );
}

function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count === 0 ? "No" : count} ${many}`;
}
