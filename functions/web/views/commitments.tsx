import { COMMITMENT_STATUSES, type CommitmentSummary } from "../../../shared/investments/index.ts";
import { capitalised, type DocumentOptions, type Page, renderDocument } from "../../../shared/pages/index.ts";
import { LOOKED_THROUGH, type Sort, type Wanted } from "../read-commitments.ts";
import { CommitmentTable } from "./commitment-table.tsx";
import { Acts, Further } from "./elements.tsx";

type Listed = {
  readonly items: readonly CommitmentSummary[];
  readonly next?: string;
  readonly programmes: readonly string[];
  readonly partnerships: readonly { readonly id: string; readonly name: string }[];
  readonly wanted: Wanted;
  readonly mayRecord: boolean;
};

/** The page of all commitments: filtered, sorted, a part at a time, and as CSV. */
export function renderCommitments(listed: Listed, frame: Omit<DocumentOptions, "title">): Page {
  const { items, next, wanted } = listed;
  const isFiltered = [wanted.status, wanted.programme, wanted.name].some((each) => each !== undefined);
  return renderDocument(
    { ...frame, title: "Commitments" },
    <>
      <h1>Commitments</h1>
      {listed.mayRecord && (
        <Acts offers={[{ address: "/commitments/new", text: "Record a commitment", isMain: true }]} />
      )}
      <Filter listed={listed} />
      {items.length === 0 ? (
        <p>
          {isFiltered || wanted.cursor !== undefined
            ? "None of the commitments that were looked through fits. Choose less, or look further."
            : "No commitment is recorded yet. A funder records one here, or imports a grants file through the API."}
        </p>
      ) : (
        <CommitmentTable
          items={items}
          caption={`${items.length} commitment${items.length === 1 ? "" : "s"}`}
          sorting={{ wanted, addressFor: (sort) => sortAddress(wanted, sort) }}
        />
      )}
      {next !== undefined && (
        <p class="soft">{LOOKED_THROUGH} are looked through at a time, and sorted among themselves.</p>
      )}
      <Further address={addressOf(wanted)} cursor={next} text="Look further" />
      <p>
        <a href={addressOf(wanted, "/commitments.csv")}>Download these as CSV</a>
      </p>
      <p>
        <a href="/board-book">Bind reports into a board book (PDF)</a>
      </p>
    </>,
  );
}

function Filter({ listed: { programmes, partnerships, wanted } }: { listed: Listed }) {
  const choices = [
    {
      name: "status",
      label: "Status",
      all: "any",
      options: COMMITMENT_STATUSES.map((status) => ({ value: status, text: capitalised(status) })),
      value: wanted.status,
    },
    {
      name: "programme",
      label: "Programme",
      all: "all",
      options: programmes.map((programme) => ({ value: programme, text: programme })),
      value: wanted.programme,
    },
    {
      name: "partnership",
      label: "Partnership",
      all: "all",
      options: partnerships.map(({ id, name }) => ({ value: id, text: name })),
      value: wanted.partnershipId,
    },
  ];
  return (
    <form class="filter" action="/commitments">
      <div class="field">
        <label for="name">Name</label>
        <input id="name" name="name" type="search" value={wanted.name ?? ""} maxlength={100} />
      </div>
      {choices.map(({ name, label, all, options, value }) => (
        <div class="field">
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            <option value="">{all}</option>
            {options.map((option) => (
              <option value={option.value} selected={option.value === value}>
                {option.text}
              </option>
            ))}
          </select>
        </div>
      ))}
      <input type="hidden" name="sort" value={wanted.sort} />
      {wanted.isDescending && <input type="hidden" name="order" value="desc" />}
      <button class="quiet" type="submit">
        Show
      </button>
    </form>
  );
}

/** The address of what is wanted; without a cursor, since an order begins at the beginning. */
function addressOf(wanted: Wanted, path = "/commitments"): string {
  const asked = new URLSearchParams();
  for (const name of ["status", "programme", "name"] as const)
    if (wanted[name] !== undefined) asked.set(name, wanted[name]);
  if (wanted.partnershipId !== undefined) asked.set("partnership", wanted.partnershipId);
  if (wanted.sort !== "title") asked.set("sort", wanted.sort);
  if (wanted.isDescending) asked.set("order", "desc");
  return asked.size === 0 ? path : `${path}?${asked}`;
}

function sortAddress(wanted: Wanted, sort: Sort): string {
  const isDescending = wanted.sort === sort && !wanted.isDescending;
  return addressOf({ ...wanted, sort, isDescending });
}
