import { type DocumentOptions, type Page, renderDocument, Scroll } from "../../../shared/pages/index.ts";
import type { PartnershipSummary } from "../../../shared/partnerships/partnership-view.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts, Further } from "./elements.tsx";

type Known = {
  readonly listed: Listed<PartnershipSummary>;
  readonly organisationId: string;
  readonly mayAdd: boolean;
};

/** The page of all partnerships that one keeps or may read. */
export function renderPartnerships(
  { listed, organisationId, mayAdd }: Known,
  frame: Omit<DocumentOptions, "title">,
): Page {
  return renderDocument(
    { ...frame, title: "Partnerships" },
    <>
      <h1>Partnerships</h1>
      {mayAdd && (
        <Acts offers={[{ address: "/partnerships/new", text: "Record a partnership", isMain: true }]} />
      )}
      {listed.items.length === 0 ? (
        <p>There is none yet. A backbone shares its partnership with those who shall read it.</p>
      ) : (
        <Scroll label="Partnerships">
          <table>
            <caption>Those that you keep, then those that are shared with you</caption>
            <thead>
              <tr>
                <th scope="col">Partnership</th>
                <th scope="col">Place</th>
                <th scope="col">What it works for</th>
                <th scope="col">Kept by</th>
              </tr>
            </thead>
            <tbody>
              {listed.items.map((partnership) => (
                <tr>
                  <th scope="row">
                    <a href={`/partnerships/${partnership.id}`}>{partnership.name}</a>
                  </th>
                  <td>{partnership.placeName}</td>
                  <td>{partnership.purpose}</td>
                  <td>
                    {partnership.backboneId === organisationId ? "you" : "its backbone, shared with you"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Further address="/partnerships" cursor={listed.next} text="Further partnerships" />
    </>,
  );
}
