import { type DocumentOptions, type Page, renderDocument, Scroll } from "../../../shared/pages/index.ts";

/** Something that a name was found in. */
export type Found = {
  readonly kind: string;
  readonly name: string;
  readonly beside: string;
  readonly address: string;
};

type Search = { readonly asked: string; readonly items: readonly Found[]; readonly isAll: boolean };

/** What was found by name, or that nothing was. */
export function renderFound({ asked, items, isAll }: Search, frame: Omit<DocumentOptions, "title">): Page {
  return renderDocument(
    { ...frame, title: "Find" },
    <>
      <h1>{asked === "" ? "Find" : `Found for “${asked}”`}</h1>
      {items.length === 0 ? (
        <p>
          {asked === ""
            ? "Write a part of a name, or an id, into the field above."
            : "Nothing that you may see has this id, or this in its name."}
        </p>
      ) : (
        <Scroll label="Found">
          <table>
            <caption>What has this in its name</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">What it is</th>
                <th scope="col">Beside</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ kind, name, beside, address }) => (
                <tr>
                  <th scope="row">
                    <a href={address}>{name}</a>
                  </th>
                  <td>{kind}</td>
                  <td class="soft">{beside}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {!isAll && (
        <p class="soft">The first five hundred of each kind were looked through; an id finds any.</p>
      )}
    </>,
  );
}
