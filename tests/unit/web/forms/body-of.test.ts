import { describe, expect, it } from "vitest";
import { bodyOf, fieldAt } from "../../../../functions/web/forms/body-of.ts";
import type { Form, Part } from "../../../../functions/web/forms/form.ts";
import { inputOf } from "../../../../functions/web/forms/read-form.ts";

function aForm(parts: readonly Part[], rest: Partial<Form> = {}): Form {
  return {
    title: "A form",
    parts,
    submit: "Send",
    call: { method: "POST", path: "/things" },
    back: { address: "/", text: "Back" },
    done: () => ({ address: "/", notice: "done" }),
    ...rest,
  };
}

const input = (fields: Record<string, string>) => inputOf(new URLSearchParams(fields));

const ROWS: Part = {
  kind: "rows",
  name: "tranches",
  legend: "Payments",
  rowLegend: (index) => `Payment ${index + 1}`,
  count: 3,
  most: 5,
  more: "Add",
  fields: () => [
    { kind: "date", name: "dueOn", label: "Due on" },
    { kind: "money", name: "amount", label: "Amount", currency: { field: "currency" } },
    { kind: "check", name: "isBlocking", label: "Blocks" },
  ],
};

describe("the body that a form makes", () => {
  it("holds each value where its pointer says, and nothing of what is empty", () => {
    const form = aForm(
      [
        { kind: "text", name: "recipient.name", label: "Recipient" },
        { kind: "number", name: "graceDays", label: "Grace" },
        { kind: "text", name: "note", label: "Note" },
        { kind: "date", name: "due", pointer: "/schedule/days/0/dueOn", label: "Due" },
        { kind: "lines", name: "tags", label: "Tags" },
      ],
      { fixed: { kind: "narrative" } },
    );
    const typed = {
      "recipient.name": " Cedar ",
      graceDays: "30",
      note: "  ",
      due: "2026-06-30",
      tags: "a\r\n\r\nb",
    };
    expect(bodyOf(form, input(typed), "en-US").body).toEqual({
      kind: "narrative",
      recipient: { name: "Cedar" },
      graceDays: 30,
      schedule: { days: [{ dueOn: "2026-06-30" }] },
      tags: ["a", "b"],
    });
  });

  it("leaves out rows in which nothing is written, and leads a problem back to the row that was typed", () => {
    const made = bodyOf(
      aForm([ROWS]),
      input({
        currency: "EUR",
        "tranches.rows": "3",
        "tranches.0.isBlocking": "yes",
        "tranches.1.dueOn": "2026-01-01",
        "tranches.1.amount": "1.000,50",
        "tranches.2.amount": "7",
      }),
      "de-DE",
    );
    expect(made.body).toEqual({
      tranches: [
        { dueOn: "2026-01-01", amount: { amount: "1000.50", currency: "EUR" }, isBlocking: false },
        { amount: { amount: "7", currency: "EUR" }, isBlocking: false },
      ],
    });
    expect(fieldAt("/tranches/0/amount/amount", made.places)).toBe("tranches.1.amount");
    expect(fieldAt("/tranches/1/dueOn", made.places)).toBe("tranches.2.dueOn");
    // What is wrong with a row as a whole is said at its first field.
    expect(fieldAt("/tranches/1", made.places)).toBe("tranches.2.dueOn");
    expect(fieldAt("/tranches/7", made.places)).toBe("tranches");
    expect(fieldAt("/tranches", made.places)).toBe("tranches");
    expect(fieldAt("/elsewhere", made.places)).toBeUndefined();
  });

  it("says what is missing, and shows how an amount is written", () => {
    const form = aForm([
      { kind: "text", name: "title", label: "Title", isRequired: true },
      { kind: "money", name: "amount", label: "Amount", currency: "USD" },
      { kind: "number", name: "days", label: "Days" },
    ]);
    expect(bodyOf(form, input({ amount: "1,5", days: "3.5" }), "en-US").errors).toEqual([
      { field: "title", detail: "Fill this in." },
      { field: "amount", detail: "“1,5” is not an amount that can be read. Write it like 1,250,000.00." },
      { field: "days", detail: "Write a whole number, like 3." },
    ]);
  });

  it("takes no money in another currency than was named", () => {
    const form = aForm([
      { kind: "money", name: "amount", label: "Amount", currency: { field: "currency" } },
      { kind: "text", name: "currency", label: "Currency", isRequired: true },
      ROWS,
    ]);
    const made = (currency: string) =>
      bodyOf(form, input({ amount: "100", currency, "tranches.0.amount": "100" }), "en-US");
    expect(made(" eur ")).toMatchObject({ body: { amount: { amount: "100", currency: "EUR" } }, errors: [] });
    for (const [named, detail] of [
      ["Euros", "“Euros” is no currency. Write its three letters, like USD."],
      ["", "Fill this in."],
    ] as const) {
      const { body, errors } = made(named);
      expect(JSON.stringify(body)).not.toContain("USD");
      expect(errors).toEqual([{ field: "currency", detail }]);
    }
  });

  it("shows no more rows than the form has, whatever is sent", () => {
    const many = { "tranches.rows": "5000", step: "more:tranches", "tranches.4.dueOn": "2026-01-01" };
    const rows = bodyOf(aForm([ROWS]), input(many), "en-US").body as { tranches: unknown[] };
    expect(rows.tranches).toHaveLength(1);
    expect(bodyOf(aForm([ROWS]), input({ "tranches.rows": "-1" }), "en-US").body).toEqual({});
  });

  it("cannot be made to reach beyond its fields", () => {
    const form = aForm([{ kind: "text", name: "title", label: "Title" }]);
    const made = bodyOf(form, input({ title: "x", "__proto__.polluted": "yes", status: "agreed" }), "en-US");
    expect(made.body).toEqual({ title: "x" });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
