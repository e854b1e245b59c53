import type { CommitmentSummary } from "../../../shared/investments/index.ts";
import { type DocumentOptions, type Page, renderDocument } from "../../../shared/pages/index.ts";
import { MOST_IN_A_BOARD_BOOK } from "../../../shared/reporting/board-book.ts";
import { Further } from "./elements.tsx";

type Choice = {
  readonly items: readonly CommitmentSummary[];
  readonly next: string | undefined;
  readonly chosen: readonly string[];
  /** More were chosen than a book can have. */
  readonly isTooLong: boolean;
};

/** The page on which the commitments of a board book are chosen. */
export function renderBoardBook(
  { items, next, chosen, isTooLong }: Choice,
  frame: Omit<DocumentOptions, "title">,
): Page {
  return renderDocument(
    { ...frame, title: "Board book" },
    <>
      <h1>Board book</h1>
      <p class="lead">
        Your portfolio and the reports of the commitments that you choose, in one PDF with contents and page
        numbers.
      </p>
      {isTooLong && (
        <div class="note" role="alert">
          <p>
            You chose {chosen.length} commitments; a book holds {MOST_IN_A_BOARD_BOOK}. Choose fewer, or bind
            two books.
          </p>
        </div>
      )}
      <form action="/board-book">
        <fieldset aria-describedby="most">
          <legend>Commitments</legend>
          <p id="most" class="soft">
            At most {MOST_IN_A_BOARD_BOOK}. Without any, the book holds your portfolio alone.
          </p>
          {items.map(({ id, title, recipient }) => (
            <div class="field check">
              <input type="checkbox" id={id} name="commitment" value={id} checked={chosen.includes(id)} />
              <label for={id}>
                {title}, {recipient.name}
              </label>
            </div>
          ))}
        </fieldset>
        <button type="submit" name="bind" value="1">
          Make the board book
        </button>
      </form>
      <Further address="/board-book" cursor={next} text="Choose among further commitments" />
    </>,
  );
}
