import { describe, expect, it } from "vitest";
import { renderReportDocument } from "../../../shared/pages/report-document-page.tsx";
import { documentOf } from "../../../shared/reporting/document/index.ts";
import {
  chartsOf,
  type ReportDocument,
  tablesOf,
} from "../../../shared/reporting/document/report-document.ts";
import { IDS } from "../reporting/builders.ts";
import { anEmptyReport, aWholeReport } from "../reporting/document/practised.ts";

const document = documentOf(aWholeReport());
const { html, headers } = renderReportDocument(document);

describe("the page of a document", () => {
  it("has a language, one main heading, and a section for each of the document's", () => {
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    for (const { key } of document.sections) expect(html).toContain(`<section id="section-${key}">`);
    const spanish = renderReportDocument({ ...document, language: "es" }).html;
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain("<summary>Mostrar los datos</summary>");
  });

  it("runs no script but our own, and its policy lets in no style but its own sheets", () => {
    expect(html).not.toMatch(
      /<script(?! type="module" src="\/script-[0-9a-f]{16}\.js"><\/script>)|\son[a-z]+=|javascript:|\sstyle=/i,
    );
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
  });

  it("shows what people wrote as text, whatever it says", () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const named: ReportDocument = {
      ...document,
      title: hostile,
      sections: [{ key: "s", title: hostile, blocks: [{ type: "paragraph", text: hostile }] }],
    };
    expect(renderReportDocument(named).html).not.toContain("<img");
  });

  it("gives every table that has rows a caption, and every heading of one its scope", () => {
    const shown = tablesOf(document).filter(({ rows }) => rows.length > 0);
    for (const { key } of shown)
      expect(
        html.split(new RegExp(`<table id="table-${key}"(?: class="many")?><caption>`)),
        key,
      ).toHaveLength(2);
    expect(html.match(/<th(?![^>]*scope=)[ >]/g)).toBeNull();
  });

  it("gives every chart what it shows, a text alternative, and the data or the way to them", () => {
    const charts = chartsOf(document);
    expect(html.match(/<figcaption>/g)).toHaveLength(charts.length);
    expect(html.match(/<svg[^>]*role="img" aria-label="[^"]{20,}"/g)).toHaveLength(charts.length);
    const beneath = html.match(/<summary>Show the data<\/summary>/g)?.length ?? 0;
    const ways = html.match(/>Show the data<\/a>/g)?.length ?? 0;
    expect(beneath + ways).toBe(charts.length);
    const targets = [...html.matchAll(/href="#(table-[^"]+)"/g)].map((match) => match[1]);
    expect(targets.filter((target) => !html.includes(`id="${target}"`))).toEqual([]);
  });

  it("makes every observed figure a door, and of a hidden one says why", () => {
    const ref = `${IDS.reading}~2024-07-01_2025-06-30~09001~all~1`;
    expect(html).toContain(`<a href="/observations/${ref}">54.0%</a>`);
    expect(html).toContain('<span class="hid">protected: could identify a child</span>');
    expect(html).not.toContain("10.8%");
    expect(html).not.toContain("55.7%");
  });

  it("teaches where there is nothing yet, and draws nothing", () => {
    const empty = renderReportDocument(documentOf(anEmptyReport())).html;
    expect(empty).not.toContain("<svg");
    expect(empty).toContain("No outcome is linked yet.");
    expect(empty).toContain("No story is told to readers yet.");
  });

  it("is fit to print: running title, numbered pages, charts unbroken, what is folded away unfolded", () => {
    expect(html).toContain("@top-left{content:");
    expect(html).toContain("counter(page)");
    expect(html).toMatch(/figure,[^}]*\{break-inside:avoid\}/);
    expect(html).toContain("details::details-content{content-visibility:visible");
  });

  it("leads to a file of each chart where that is said, and nowhere else", () => {
    const chartAddress = (key: string) => `/charts/${key}.svg`;
    const links =
      renderReportDocument(document, { chartAddress }).html.match(/href="\/charts\/[^"]+\.svg"/g) ?? [];
    expect(links).toEqual(chartsOf(document).map(({ key }) => `href="/charts/${key}.svg"`));
    expect(links.length).toBeGreaterThan(0);
    expect(html).not.toContain("as a file (SVG)");
  });

  it("leads to its copies where they are named", () => {
    const copies = [{ label: "All tables as CSV", address: "?format=csv" }];
    expect(renderReportDocument(document, { copies }).html).toContain(
      '<a href="?format=csv">All tables as CSV</a>',
    );
  });
});
