import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderReport } from "../../../shared/pages/index.ts";
import { composeReport } from "../../../shared/reporting/index.ts";
import { aState, holdingBack, NOW, theFacts } from "../reporting/builders.ts";

const report = composeReport(theFacts());
const { html, headers } = renderReport(report);
const text = textOf(html);

/** What a reader sees, markup left out; the text alternatives of charts stay. */
function textOf(page: string): string {
  const labels = [...page.matchAll(/aria-label="([^"]*)"/g)].map((match) => match[1]);
  const visible = page.replace(/<style>.*?<\/style>/gs, "").replace(/<[^>]+>/g, " ");
  return [visible, ...labels].join(" ").replace(/\s+/g, " ");
}

describe("the page of a report", () => {
  it("has a language, a title, one main heading, and a way past the navigation", () => {
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).toContain("<title>Report: Cedar County place grant · Throughline</title>");
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('<a class="skip" href="#main">');
    expect(html).toContain('<main id="main">');
  });

  it("names every table, and says of every heading of a table what it heads", () => {
    const tables = html.split("<section").filter((part) => part.includes("<table>"));
    expect(tables.length).toBeGreaterThan(8);
    expect(tables.filter((table) => !/^[^>]*aria-label="[^"]+"/.test(table))).toEqual([]);
    expect(html.match(/<th(?![^>]*scope=)[ >]/g)).toBeNull();
  });

  it("says of what an agreement holds back that it is not published, and not that it is small", () => {
    const summaries = theFacts().summaries.map((summary) => holdingBack(summary, "language"));
    const page = textOf(renderReport(composeReport(theFacts({ summaries }))).html);
    expect(page).toContain("is held back, because its source does not allow it to be published.");
    expect(page).toContain("not published by agreement");
    expect(text).not.toContain("not published by agreement");
  });

  it("gives every chart a finding as its title, a text alternative, and the data beneath", () => {
    expect(text).toContain(
      "Third graders reading at grade level rose from 49.0% in 2021-22 to 54.0% in 2024-25: improving, 31% of the targeted change",
    );
    const charts = html.match(/<svg[^>]*>/g) ?? [];
    expect(charts.length).toBeGreaterThan(4);
    expect(charts.filter((chart) => !/role="img" aria-label="[^"]{20,}"/.test(chart))).toEqual([]);
    expect(html.match(/<summary>Show the data<\/summary>/g)).toHaveLength(report.indicators.length);
  });

  it("shows the money to the cent, and the unallocated share", () => {
    expect(text).toContain("$2,499,999.99");
    expect(text).toMatch(/Unallocated \$2,333,333\.33 24\.56%/);
    expect(text).toContain("Every line reconciles to the cent.");
  });

  it("makes every observed number a door to what was recorded", () => {
    const [ref] = report.indicators.find(({ name }) => name.startsWith("Third"))?.latest?.from ?? [];
    expect(html).toContain(`<a href="/observations/${ref}">54.0%</a>`);
  });

  it("says progress in words and shape, and contribution without a cause", () => {
    expect(text).toContain("▲ improving");
    expect(text).toContain("▼ getting worse");
    const [sight = ""] = /aria-label="Line of sight".*?<\/section>/s.exec(html) ?? [];
    expect(textOf(sight)).toContain("Evidence: moderate. Expected after 12 months.");
    expect(/\bcause|\bled to\b|\bthanks to\b|→/.exec(textOf(sight))).toBeNull();
  });

  it("asks nobody else for anything: no script but our own, no image, no font, no other address", () => {
    expect(html).not.toMatch(
      /<script(?! type="module" src="\/script-[0-9a-f]{16}\.js"><\/script>)|<img|<iframe|@import|url\(https?:|\sstyle="|\son\w+="/,
    );
    expect([...html.matchAll(/(?:src|href)="(https?:)?\/\//g)]).toEqual([]);
  });

  it("is sent with a policy that lets in its own style sheets by their hash, and nothing else", () => {
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    for (const [, style = ""] of html.matchAll(/<style>(.*?)<\/style>/gs))
      expect(policy).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  });
});

describe("a page with words of people in it", () => {
  it("shows markup in a title as text, on the page and in the running title of print", () => {
    const state = aState({ commitment: { title: `"}</style><script>alert(1)</script>` } });
    const commitment = { state, version: 1, recordedAt: NOW };
    const page = renderReport(composeReport(theFacts({ commitment }))).html;
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page.match(/<\/style>/g)).toHaveLength(2);
  });
});

describe("a protected breakdown", () => {
  // The counts of the groups by housing, 4 of 37 and 536 of 963, and every way to write their rates.
  const hidden = [4, 37, 536, 963, 33, 427, 10.810811, 55.659398];
  const rates = /\b(10\.8\d*|55\.6\d*|55\.7|10\.9|44\.8\d*|5\.1[45]\d*)\b/;

  it("is in the report without any of its numbers, nor any number that follows from them", () => {
    const numbers: number[] = [];
    JSON.stringify(report, (key, value: unknown) => {
      if (typeof value === "number" && !["version", "number", "fiscalYear"].includes(key))
        numbers.push(value);
      return value;
    });
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.filter((number) => hidden.includes(number) || rates.test(String(number)))).toEqual([]);
  });

  it("is on the page as protected, group by group, without any of its numbers", () => {
    const rows = html.match(/<tr><th scope="row">(Housed|Without housing)<\/th>.*?<\/tr>/g) ?? [];
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(textOf(row)).toMatch(/protected: could identify a child/);
    expect(/\b(37|536|963|427)\b(?!\.)/.exec(text)).toBeNull();
    expect(rates.exec(text)).toBeNull();
  });

  it("draws nothing, for a position tells a value", () => {
    expect(html).not.toMatch(/<svg[^>]*aria-label="Groups by housing/);
  });
});
