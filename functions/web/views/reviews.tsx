import type { ReviewView } from "../../../shared/investments/reviews/review.ts";
import {
  type DocumentOptions,
  formatDate,
  formatMoney,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts, Further } from "./elements.tsx";

type Frame = Omit<DocumentOptions, "title">;

/** What a review can be decided to be, in words. */
export const DECISIONS: Readonly<Record<NonNullable<ReviewView["closed"]>["decision"], string>> = {
  kept: "The payment stands",
  "corrected-by-reversal": "The payment was corrected by a reversal",
  other: "Something else",
};

type Reviews = { readonly reviews: Listed<ReviewView>; readonly state: "open" | "closed" };

/** The page of reviews that restatements opened. */
export function renderReviews({ reviews, state }: Reviews, frame: Frame): Page {
  const isOpen = state === "open";
  return renderDocument(
    { ...frame, title: "Reviews of restated figures" },
    <>
      <h1>Reviews of restated figures</h1>
      <p class="lead">
        Where a figure is restated after a payment had rested on it, somebody looks at it and decides. It
        moves no money by itself.
      </p>
      <p>
        {isOpen ? (
          <a href="/reviews?state=closed">Those that were decided</a>
        ) : (
          <a href="/reviews">Those that wait</a>
        )}
      </p>
      {reviews.items.length === 0 ? (
        <p>
          {isOpen
            ? "No review waits: no figure was restated that a payment of yours had rested on."
            : "None was decided yet."}
        </p>
      ) : (
        <ReviewTable reviews={reviews.items} isOpen={isOpen} />
      )}
      <Further address={`/reviews?state=${state}`} cursor={reviews.next} text="Further reviews" />
    </>,
  );
}

function ReviewTable({ reviews, isOpen }: { reviews: readonly ReviewView[]; isOpen: boolean }) {
  return (
    <Scroll label="Reviews">
      <table>
        <caption>{isOpen ? "Waiting, the longest first" : "Decided"}</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Opened</th>
            <th scope="col">Payment that rested on it</th>
            <th scope="col" class="n">
              Paid of it then
            </th>
            <th scope="col">Decision</th>
          </tr>
        </thead>
        <tbody>
          {reviews.map((review) => (
            <tr>
              <th scope="row">
                <a href={`/reviews/${encodeURIComponent(review.ref)}`}>
                  {review.indicatorName}, {review.period}
                </a>
              </th>
              <td data-v={review.openedAt.slice(0, 10)}>{formatDate(review.openedAt.slice(0, 10))}</td>
              <td>
                <a href={`/commitments/${review.commitmentId}#tranche-${review.trancheNumber}`}>
                  Tranche {review.trancheNumber}
                </a>
              </td>
              <td class="n" data-v={review.paid.amount}>
                {formatMoney(review.paid)}
              </td>
              <td>{review.closed ? DECISIONS[review.closed.decision] : "not yet"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The page of one review. */
export function renderReview(
  { review, mayClose }: { readonly review: ReviewView; readonly mayClose: boolean },
  frame: Frame,
): Page {
  const { indicatorName, period, restated, closed, clauses } = review;
  const title = `Restated: ${indicatorName}, ${period}`;
  const commitment = `/commitments/${review.commitmentId}#tranche-${review.trancheNumber}`;
  return renderDocument(
    { ...frame, title },
    <>
      <p class="eyebrow">
        <a href="/reviews">Reviews of restated figures</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        {formatMoney(review.paid)} was paid of <a href={commitment}>tranche {review.trancheNumber}</a> when
        the figure was restated on {formatDate(restated.at.slice(0, 10))}
        {restated.reason && `: ${restated.reason}`}
      </p>
      <dl class="facts">
        <div>
          <dt>Rested on</dt>
          <dd>
            <FigureDoor figure={review.before} />
          </dd>
        </div>
        <div>
          <dt>Says now</dt>
          <dd>
            <FigureDoor figure={review.now} />
          </dd>
        </div>
      </dl>
      <h2>What the payment had waited for</h2>
      <ul>
        {clauses.map(({ words, isFulfilled }) => (
          <li>
            {words}: the figure of today would {isFulfilled ? "fulfil it" : "not fulfil it"}
          </li>
        ))}
      </ul>
      <h2>Decision</h2>
      {closed ? (
        <>
          <p>
            <strong>{DECISIONS[closed.decision]}</strong>, on {formatDate(closed.at.slice(0, 10))}.
          </p>
          <p>{closed.words}</p>
          <p class="soft">Why: {closed.reason}</p>
        </>
      ) : (
        <p>Nobody decided yet. No money moves by the decision: a correction is a reversal of its own.</p>
      )}
      {mayClose && (
        <Acts
          offers={[
            {
              address: `/reviews/${encodeURIComponent(review.ref)}/closing`,
              text: "Decide",
              isMain: true,
            },
          ]}
        />
      )}
    </>,
  );
}

function FigureDoor({ figure: { ref, value } }: { figure: ReviewView["now"] }) {
  if (value === null) return <span class="hid">no figure that may be shown</span>;
  return <a href={`/observations/${encodeURIComponent(ref)}`}>{value}</a>;
}
