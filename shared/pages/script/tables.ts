import { button, copy, download, language, make, numbers, textOf, words } from "./dom.ts";
import { fits, type Order, orderOf, readState, type TableState, writeState } from "./order.ts";
import { cellsOf, sortableHeads } from "./rows.ts";
import { csvOf, fileNameOf, type TableCell, tabbed } from "./table-text.ts";

/** With fewer rows there is nothing to sort or to look for. */
const FEWEST_ROWS = 4;

/** Pages made by the API read every parameter of their address, and refuse those they do not know. */
const KEEPS_STATE = !location.pathname.startsWith("/v1/");

type Kept = {
  readonly table: HTMLTableElement;
  /** The rows of each body, as they came. */
  readonly bodies: readonly {
    readonly body: HTMLTableSectionElement;
    readonly rows: HTMLTableRowElement[];
  }[];
  readonly heads: readonly HTMLTableCellElement[];
  readonly said: HTMLElement;
  /** Under which name its state stands in the address. */
  readonly parameter: string;
  state: TableState;
};

/** Gives every table of the page its controls, and each the order and the filter that the address names. */
export function enhanceTables(): void {
  const tables = document.querySelectorAll<HTMLTableElement>("section.scroll > table");
  tables.forEach((table, index) => {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    if (rows.length > 0) enhance(table, `t${index + 1}`, rows.length);
  });
}

function enhance(table: HTMLTableElement, parameter: string, many: number): void {
  const isLong = many >= FEWEST_ROWS;
  const kept: Kept = {
    table,
    bodies: [...table.tBodies].map((body) => ({ body, rows: [...body.rows] })),
    heads: isLong ? sortableHeads(table) : [],
    said: make("span", { role: "status", class: "soft" }),
    parameter,
    state:
      KEEPS_STATE && isLong
        ? readState(new URLSearchParams(location.search).get(parameter))
        : readState(null),
  };
  kept.heads.forEach((head, column) => {
    // A head that leads to an order which the server makes, of more than is shown here, keeps it.
    if (!head.querySelector("a") && textOf(head) !== "") makeSortable(kept, head, column);
  });
  const section = table.parentElement;
  if (section?.nextElementSibling?.matches(".tofile")) section.nextElementSibling.remove();
  // What is used before the table is read stands above it; else the table comes first.
  const tools = toolsOf(kept, isLong);
  if (isLong) section?.before(tools);
  else section?.after(tools);
  if (kept.state.order || kept.state.filter !== "") show(kept);
}

function toolsOf(kept: Kept, isLong: boolean): HTMLElement {
  const tools = make("div", { class: "tools", role: "group", "aria-label": captionOf(kept.table) });
  if (isLong) {
    const field = make("input", { type: "search", maxlength: "200" });
    field.value = kept.state.filter;
    field.addEventListener("input", () => change(kept, { ...kept.state, filter: field.value.trim() }));
    tools.append(make("label", {}, `${words.filter} `, field));
  }
  const copies = button(words.copy, () => void copy(tabbed(shownRows(kept)), kept.said));
  const file = button(words.csv, () => {
    const content = new Blob([csvOf(shownRows(kept))], { type: "text/csv;charset=utf-8" });
    download(fileNameOf(captionOf(kept.table), "csv"), content);
  });
  if ("clipboard" in navigator) tools.append(copies);
  tools.append(file, kept.said);
  return tools;
}

function captionOf(table: HTMLTableElement): string {
  return (table.caption && textOf(table.caption)) || table.parentElement?.getAttribute("aria-label") || "";
}

function makeSortable(kept: Kept, head: HTMLTableCellElement, column: number): void {
  const sort = make("button", { type: "button", class: "sort" }, ...head.childNodes);
  sort.addEventListener("click", () => {
    const { order } = kept.state;
    const isDescending = order?.column === column && !order.isDescending;
    change(kept, { ...kept.state, order: { column, isDescending } });
    kept.said.textContent = words.sorted(textOf(head), isDescending);
  });
  head.append(sort);
}

function change(kept: Kept, state: TableState): void {
  kept.state = state;
  show(kept);
  if (!KEEPS_STATE) return;
  const address = new URL(location.href);
  const written = writeState(state);
  if (written === undefined) address.searchParams.delete(kept.parameter);
  else address.searchParams.set(kept.parameter, written);
  history.replaceState(history.state, "", address);
  document.dispatchEvent(new Event("tablechange"));
}

/** Puts the rows in their order and hides those that do not fit. Totals at the foot stay where they are. */
function show({ bodies, heads, said, state }: Kept): void {
  let [shown, all] = [0, 0];
  for (const { body, rows } of bodies) {
    const cells = rows.map(cellsOf);
    for (const index of sorted(cells, state.order)) {
      const row = rows[index];
      if (!row) continue;
      row.hidden = !fits(cells[index] ?? [], state.filter);
      if (!row.hidden) shown++;
      all++;
      body.append(row);
    }
  }
  heads.forEach((head, column) => {
    if (!head.querySelector("button.sort")) return;
    if (state.order?.column !== column) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", state.order.isDescending ? "descending" : "ascending");
  });
  said.textContent = words.rows(shown, all);
}

function sorted(cells: readonly TableCell[][], order: Order | undefined): number[] {
  if (!order) return cells.map((_, index) => index);
  return orderOf(
    cells.map((row) => row[order.column] ?? { text: "" }),
    order.isDescending,
    { language, numbers },
  );
}

/** Heads, the rows that are shown in their order, and totals. */
function shownRows({ table }: Kept): TableCell[][] {
  return [...table.rows].filter((row) => !row.hidden).map(cellsOf);
}
