import { formatDate, Scroll } from "../../../shared/pages/index.ts";

/** Something that waits for somebody of the funder: what, of which commitment, and since or until when. */
export type Need = {
  readonly what: string;
  readonly detail: string;
  /** Where it can be looked at and decided. */
  readonly address: string;
  readonly commitmentTitle: string;
  readonly on: string;
  /** Whether it waits for whoever reads this, and not for a colleague. */
  readonly isYours: boolean;
};

/** What waits for the funder's people, the longest standing first. */
export function NeedsYou({ needs }: { needs: readonly Need[] }) {
  if (needs.length === 0)
    return (
      <p>No proposal waits for a second person, no report is late, no restatement is to be looked at.</p>
    );
  return (
    <Scroll label="This needs you">
      <table>
        <caption>What waits for somebody of your organisation, the longest standing first</caption>
        <thead>
          <tr>
            <th scope="col">Since</th>
            <th scope="col">What</th>
            <th scope="col">Commitment</th>
            <th scope="col">Waits for</th>
          </tr>
        </thead>
        <tbody>
          {needs.map((need) => (
            <tr>
              <td>{formatDate(need.on)}</td>
              <th scope="row">
                <a href={need.address}>{need.what}</a>
                <div class="soft small">{need.detail}</div>
              </th>
              <td>{need.commitmentTitle}</td>
              <td>{need.isYours ? "you" : <span class="soft">a colleague</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
