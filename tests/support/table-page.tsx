import { Hono } from "hono";
import { ChartFigure } from "../../shared/pages/charts/chart.tsx";
import { answerParts, renderDocument, Scroll, serveScript, withPartLinks } from "../../shared/pages/index.ts";

const ROWS = [
  ["Cedar County", "1200.50", "2026-02-01"],
  ["Oak Flats", "900.00", "2026-01-31"],
  ["Álamo Springs", "-3.25", "2024-12-02"],
  ["=Elm()", undefined, "2025-06-01"],
  ["Birch Hill", "15000.00", "2025-06-02"],
] as const;

const BARS = {
  key: "years",
  finding: "Most is paid",
  description: "Bars of what is paid and payable.",
  drawing: {
    kind: "stacked-bars",
    unit: "USD",
    parts: ["Paid", "Payable", "Conditional", "Intended"],
    bars: [
      { label: "FY2025", parts: [2_000_000, 500_000, 0, 0] },
      { label: "FY2026", parts: [0, 0, 2_500_000, 2_500_000] },
    ],
  },
} as const;

function Payments() {
  return (
    <Scroll label="Payments">
      <table>
        <caption>Payments</caption>
        <thead>
          <tr>
            <th scope="col">To</th>
            <th scope="col" class="n">
              Paid
            </th>
            <th scope="col">On</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([name, amount, on]) => (
            <tr>
              <th scope="row">{name}</th>
              {amount === undefined ? (
                <td class="n">
                  <span class="hid">protected: could identify a child</span>
                </td>
              ) : (
                <td class="n" data-v={amount}>
                  {`$${amount}`}
                </td>
              )}
              <td>{on}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Fir Lake</th>
            <td class="n" colspan={2}>
              <span class="hid">intended</span> $6,000.00
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td class="n">$17,097.25</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}

/** A short table, and one whose rows stand in groups: neither can be sorted. */
function Others() {
  const group = (name: string) => (
    <>
      <tr>
        <th scope="rowgroup" colspan={2}>
          {name}
        </th>
      </tr>
      <tr>
        <th scope="row">one</th>
        <td>1</td>
      </tr>
    </>
  );
  const head = (
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Many</th>
      </tr>
    </thead>
  );
  return (
    <>
      <Scroll label="Short">
        <table>
          {head}
          <tbody>
            <tr>
              <th scope="row">only</th>
              <td>1</td>
            </tr>
          </tbody>
        </table>
      </Scroll>
      <Scroll label="Grouped">
        <table>
          {head}
          <tbody>
            {group("First")}
            {group("Second")}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** A site of one page that has everything that the script adds to. */
export function aTablePage(): Hono {
  const app = new Hono();
  answerParts(app);
  serveScript(app);
  app.get("/", (c) => {
    const { html, headers } = renderDocument(
      { title: "Payments" },
      <>
        <h1>Payments</h1>
        <p>
          <span id="citation">Cedar County (2026)</span>{" "}
          <button type="button" data-copy="#citation" hidden>
            Copy the citation
          </button>
        </p>
        <Payments />
        <Others />
        <ChartFigure chart={BARS} language="en" />
      </>,
    );
    return c.body(withPartLinks(html, new URL(c.req.url).search), 200, { ...headers });
  });
  return app;
}
