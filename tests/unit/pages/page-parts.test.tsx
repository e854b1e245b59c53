import { parse } from "csv-parse/sync";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { ChartFigure, chartFile } from "../../../shared/pages/charts/chart.tsx";
import { renderDocument, Scroll } from "../../../shared/pages/index.ts";
import { answerParts, serveScript } from "../../../shared/pages/page-files.ts";
import { partOf } from "../../../shared/pages/page-parts.ts";
import { withPartLinks } from "../../../shared/pages/part-links.ts";

const chart = {
  key: "years",
  finding: "Most is paid < 2026",
  description: 'Bars of "paid" & payable.',
  drawing: {
    kind: "stacked-bars",
    unit: "USD",
    parts: ["Paid", "Payable"],
    bars: [{ label: "FY2025", parts: [3, 4] }],
  },
} as const;

const page = (isStill = false) =>
  renderDocument(
    { title: "Payments", isStill },
    <>
      <Scroll label="Payments">
        <table>
          <caption>
            Payments <small>to the cent</small>
          </caption>
          <thead>
            <tr>
              <th scope="col">To</th>
              <th scope="col">Paid</th>
              <th scope="col">Share</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">
                <a href="/x">{'Oak "&" <Elm>'}</a>
                <div class="soft">number 2</div>
              </th>
              <td data-v="1250.00">$1,250.00</td>
              <td data-v="3">
                <span class="hid">protected: could identify a child</span>
              </td>
            </tr>
            <tr>
              <th scope="row">=1+1</th>
              <td colspan={2}>
                <span aria-hidden="true">▲</span>intended
              </td>
            </tr>
          </tbody>
        </table>
      </Scroll>
      <Scroll label="Nobody">
        <table>
          <tbody />
        </table>
      </Scroll>
      <ChartFigure chart={chart} language="en" />
    </>,
  );

describe("a table of a page as a file", () => {
  it("has the cells as they are read, the values for machines where they are shown, and hidden ones as their words", () => {
    const file = partOf(page().html, "csv", 1);
    expect(file?.name).toBe("payments-to-the-cent.csv");
    expect(parse(file?.text ?? "", { bom: true })).toEqual([
      ["To", "Paid", "Share"],
      ['Oak "&" <Elm> number 2', "1250.00", "protected: could identify a child"],
      ["'=1+1", "intended", ""],
    ]);
  });

  it("is none where the page has fewer", () => expect(partOf(page().html, "csv", 3)).toBeUndefined());
});

describe("a chart of a page as a file", () => {
  it("is the same drawing as that of the chart itself, with its words", () => {
    const { text, name } = partOf(page().html, "svg", 1) ?? {};
    expect(name).toBe("most-is-paid-2026.svg");
    const drawn = (svg = "") => svg.slice(svg.indexOf("<rect")).replace(' fill="#1c2530"', "");
    expect(text).toContain('<title id="title">Most is paid &lt; 2026</title>');
    expect(text).toContain('<desc id="description">Bars of "paid" &amp; payable.</desc>');
    expect(text).not.toMatch(/\sclass=|<script|style=/);
    const marks = (svg = "") => svg.match(/<(rect|path|line|text|circle)/g)?.length;
    expect(marks(text)).toBe(marks(chartFile(chart, "en")));
    expect(drawn(text).length).toBeGreaterThan(200);
  });
});

describe("the ways to the files of a page", () => {
  it("keep the query of its address, and lead to every table that has rows and to every chart", () => {
    const html = withPartLinks(page().html, "?status=active&name=a%26b");
    expect([...html.matchAll(/href="(\?[^"]+)"/g)].map(([, address]) => address)).toEqual([
      "?status=active&amp;name=a%26b&amp;csv=1",
      "?status=active&amp;name=a%26b&amp;svg=1",
    ]);
  });

  it("are not put into a page that is kept as it is", () => {
    const { html, headers } = page(true);
    expect(withPartLinks(html, "")).toBe(html);
    expect(html).not.toContain("<script");
    expect(headers["content-security-policy"]).not.toContain("script-src");
  });
});

describe("an application that answers the parts of its pages", () => {
  const seen: string[] = [];
  const app = new Hono();
  answerParts(app);
  serveScript(app);
  app.get("/page", (c) => {
    seen.push(new URL(c.req.url).search);
    const { html, headers } = page();
    return c.req.query("status") === "secret" ? c.text("no", 403) : c.body(html, 200, headers);
  });

  it("asks the page for itself without them, and answers the file under its cache rules", async () => {
    const answer = await app.request("/page?status=active&csv=1&t1=2d~x");
    expect(seen.at(-1)).toBe("?status=active");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="payments-to-the-cent.csv"');
    expect(parse(await answer.text(), { bom: true })).toHaveLength(3);
  });

  it("answers a refusal of the page as it is, and a part that there is not with the way to it", async () => {
    const refused = await app.request("/page?status=secret&svg=1");
    expect([refused.status, await refused.text()]).toEqual([403, "no"]);
    const none = await app.request("/page?csv=9");
    expect(none.status).toBe(404);
    expect(await none.text()).toContain("has no table with the number 9");
  });

  it("serves the script that its pages ask for, for ever", async () => {
    const [, address = ""] = /<script type="module" src="([^"]+)">/.exec(page().html) ?? [];
    const answer = await app.request(address);
    expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    const script = await answer.text();
    expect(Buffer.byteLength(script)).toBeGreaterThan(1_000);
    expect(Buffer.byteLength(script)).toBeLessThan(16_000);
    expect(script).not.toMatch(/\beval\(|new Function|innerHTML|https?:\/\/(?!www\.w3\.org)/);
  });
});
