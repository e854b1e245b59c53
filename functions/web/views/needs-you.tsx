import { formatDate, Scroll } from "../../../shared/pages/index.ts";

/** Something that waits for somebody of the funder: what, of which commitment, and since or until when. */
export type Need = {
  readonly what: string;
  readonly detail: string;
  readonly commitmentId: string;
  readonly commitmentTitle: string;
  readonly on: string;
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
          </tr>
        </thead>
        <tbody>
          {needs.map((need) => (
            <tr>
              <td>{formatDate(need.on)}</td>
              <th scope="row">
                {need.what}
                <div class="soft small">{need.detail}</div>
              </th>
              <td>
                <a href={`/commitments/${need.commitmentId}`}>{need.commitmentTitle}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
