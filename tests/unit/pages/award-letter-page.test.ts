import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderAwardLetter } from "../../../shared/pages/award-letter-page.tsx";
import { aLetter } from "../investments/attachments/letters.ts";

const { html, headers } = renderAwardLetter(await aLetter());
const text = textOf(html);

function textOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("the page of an award letter", () => {
  it("names the parties, the term and the amount in figures and in words", () => {
    expect(html).toContain("<title>Award letter: Cedar County place grant · Throughline</title>");
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(text).toContain(
      "Funder Harbor Fund Recipient Cedar County Promise Fiscal sponsor Cedar Community Trust",
    );
    expect(text).toContain("Approved by the board 10 December 2025 Agreed 15 January 2026");
    expect(text).toContain("Term 1 January 2026 to 31 December 2027");
    expect(text).toContain("$1,000,000.00 One million US dollars");
  });

  it("shows the schedule with conditions, and payment rules as nested lists", () => {
    expect(text).toMatch(
      /2\. Scale 1 Feb 2027 Six hundred thousand US dollars \$600,000\.00 Barrier \(match\)/,
    );
    expect(text).toMatch(/In all \$1,000,000\.00/);
    expect(html).toContain(
      "<ul><li>Both of these are so:<ul><li>Milestone 1, “Three schools open”, is achieved.</li>",
    );
  });

  it("has a line to sign for each party, and says at its foot which version it was made from", () => {
    const [signatures = ""] = /<ul class="signatures">.*?<\/ul>/s.exec(html) ?? [];
    expect(signatures.match(/<li>/g)).toHaveLength(3);
    expect(textOf(/<footer>.*?<\/footer>/s.exec(html)?.[0] ?? "")).toMatch(
      /^ As recorded in version 4 on 1 Mar 2026, 12:00 UTC\. cmt_[0-9A-Z]{26} $/,
    );
  });

  it("says of every heading of a table what it heads", () => {
    expect(html.match(/<th(?![^>]*scope=)[ >]/g)).toBeNull();
  });

  it("lets whoever prints it choose the paper", () => {
    expect(html).toMatch(/@media print\{@page\{size:auto;/);
  });

  it("is sent with a policy that lets in its style sheets by their hash, and nothing else", () => {
    const policy = headers["content-security-policy"] ?? "";
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = ""]) => style);
    expect(styles).toHaveLength(3);
    for (const style of styles)
      expect(policy).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it("leaves out what was not agreed, and shows markup in a title as text", async () => {
    const bare = { match: undefined, indirect: undefined, expenditureResponsibility: undefined };
    const title = "<script>alert(1)</script>";
    const page = renderAwardLetter(await aLetter({ ...bare, title })).html;
    expect(page).not.toMatch(/<h2>(Match|Indirect costs|Expenditure responsibility)/);
    expect(page).not.toContain("<script>");
    expect(page).toContain("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>");
  });
});
