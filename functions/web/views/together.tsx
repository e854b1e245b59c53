import { Scroll } from "../../../shared/pages/index.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import { kindWords } from "./submission-words.ts";

/** The sections of one submission to several requirements. */
export type Together = {
  readonly requirements: number;
  readonly sectionsAsked: number;
  readonly sections: readonly Omit<SubmissionView["sections"][number], "version" | "recordedAt">[];
};

/** What there is to write for several funders, once each. `names`: funders by "commitment:number". */
export function TogetherTable({
  together,
  names,
}: {
  together: Together;
  names: ReadonlyMap<string, string>;
}) {
  const { requirements, sectionsAsked, sections } = together;
  return (
    <>
      <p>
        {requirements === 1 ? "This report asks" : `These ${requirements} reports ask`} for {sectionsAsked}{" "}
        sections. You write {sections.length}.
      </p>
      <Scroll label="Sections to write">
        <table>
          <caption>Sections to write, once each</caption>
          <thead>
            <tr>
              <th scope="col">Section</th>
              <th scope="col">Asked for by</th>
              <th scope="col">Wants</th>
            </tr>
          </thead>
          <tbody>
            {sections.map(({ titles, askedBy, kinds }) => (
              <tr>
                <th scope="row">{titles.join(" / ")}</th>
                <td>
                  {[
                    ...new Set(
                      askedBy.map((ref) => names.get(`${ref.commitmentId}:${ref.requirementNumber}`)),
                    ),
                  ]
                    .filter((name) => name !== undefined)
                    .join(", ")}
                </td>
                <td>{kindWords(kinds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
