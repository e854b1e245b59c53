import { describe, expect, it } from "vitest";
import { AwardLetterSchema } from "../../../../shared/investments/attachments/award-letter.ts";
import {
  conditionInWords,
  indirectInWords,
  latenessInWords,
  restrictionInWords,
} from "../../../../shared/investments/attachments/letter-words.ts";
import { MATCH_CONDITION } from "../../../support/commitments.ts";
import { aLetter } from "./letters.ts";

describe("an award letter", () => {
  it("says what the record says, in figures and in words, and names the version it was made from", async () => {
    const letter = AwardLetterSchema().parse(await aLetter());
    expect(letter).toMatchObject({
      title: "Cedar County place grant",
      funder: { name: "Harbor Fund" },
      recipient: { name: "Cedar County Promise" },
      fiscalSponsor: { name: "Cedar Community Trust" },
      approvedOn: "2025-12-10",
      agreedOn: "2026-01-15",
      purpose: "Every child of Cedar County reads by the end of third grade.",
      amount: { amount: "1000000.00", currency: "USD" },
      amountInWords: "One million US dollars",
      scheduled: { amount: "1000000.00", currency: "USD" },
      restriction: "The award is restricted to its purpose. Early reading in Cedar County.",
      asRecorded: { version: 4, at: "2026-03-01T12:00:00.000Z" },
    });
    expect(letter.signatures).toEqual([
      { as: "Funder", name: "Harbor Fund" },
      { as: "Recipient", name: "Cedar County Promise" },
      { as: "Fiscal sponsor", name: "Cedar Community Trust" },
    ]);
  });

  it("holds each tranche with its condition, its rights, and its payment rule clause by clause", async () => {
    const { schedule } = await aLetter();
    expect(schedule).toEqual([
      {
        number: 1,
        dueOn: "2026-02-01",
        amount: { amount: "400000.00", currency: "USD" },
        amountInWords: "Four hundred thousand US dollars",
        conditions: [],
      },
      {
        number: 2,
        label: "Scale",
        dueOn: "2027-02-01",
        amount: { amount: "600000.00", currency: "USD" },
        amountInWords: "Six hundred thousand US dollars",
        conditions: [
          "Barrier (match): Match of 500,000 dollars verified.",
          "Right of release: the funder is freed from what is not earned and not paid.",
          "This part is conditional: it is owed only once the barrier is overcome.",
        ],
        paymentRule: {
          says: "Both of these are so:",
          of: [
            { says: "Milestone 1, “Three schools open”, is achieved." },
            { says: "Report 1, “Year one report”, is accepted by the funder." },
          ],
        },
      },
    ]);
  });

  it("asks for reports with the days they are due, and says what follows where one is late", async () => {
    expect((await aLetter()).reports).toEqual([
      {
        number: 1,
        title: "Year one report",
        dueOn: "2027-01-31",
        responsible: "Cedar County Promise",
        lateness: "Nothing is paid while it is overdue by more than 30 days.",
      },
    ]);
  });

  it("works the match out from its basis: half of the whole project is as much as the award", async () => {
    expect((await aLetter()).match).toEqual([
      "Others contribute 50 per cent of the whole project, award and match together: USD 1,000,000.00. Only what is verified counts.",
      "Beyond that, USD 3,000,000.00 are hoped for; nothing depends on them.",
    ]);
    const ofAward = await aLetter({ match: { basis: "award", sharePercent: "50" } });
    expect(ofAward.match).toEqual([
      "Others contribute 50 per cent of the award: USD 500,000.00. Only what is verified counts.",
    ]);
  });

  it("says the indirect rate with its base, and expenditure responsibility where it is exercised", async () => {
    const letter = await aLetter();
    expect(letter.indirect).toEqual([
      "From 1 January 2026: 15 per cent of modified total direct costs (2 CFR 200.1).",
    ]);
    expect(letter.expenditureResponsibility).toEqual([
      "The funder exercises expenditure responsibility for this award (IRC 4945(h)).",
      "The recipient spends it for its purpose alone, keeps records of it, and reports on it in full.",
      "The inquiry before the award was made on 1 November 2025.",
    ]);
  });

  it("says nothing of what was not agreed", async () => {
    const plain = await aLetter({
      match: undefined,
      indirect: undefined,
      expenditureResponsibility: { isRequired: false },
      restriction: undefined,
      fiscalSponsor: undefined,
    });
    expect(plain).toMatchObject({ match: [], indirect: [], expenditureResponsibility: [] });
    expect(plain.restriction).toBe("The award is unrestricted: the recipient uses it as its work requires.");
    expect(plain.signatures).toHaveLength(2);
  });
});

describe("the words of a letter", () => {
  it("tell a condition that was met from one that was waived, for ever", () => {
    const condition = { ...MATCH_CONDITION, barrier: { kind: "match", description: "Match." } } as const;
    const said = (decided: object) => conditionInWords({ condition, ...decided }).at(-1);
    expect(said({ conditionMetOn: "2026-05-01" })).toBe("The condition was met on 1 May 2026.");
    expect(said({ waivedOn: "2026-05-01" })).toBe("It was waived on 1 May 2026; it was not met.");
  });

  it("call nothing conditional that has a barrier and no right, or a right and no barrier", () => {
    const { barrier } = MATCH_CONDITION;
    const conditional = "This part is conditional: it is owed only once the barrier is overcome.";
    const withoutRight = { barrier, rightOfReturn: false, rightOfRelease: false } as const;
    const withoutBarrier = { rightOfReturn: true, rightOfRelease: true } as const;
    expect(conditionInWords({ condition: withoutRight as never })).not.toContain(conditional);
    expect(conditionInWords({ condition: withoutBarrier })).toEqual([
      "Right of return: what was paid and is not earned comes back to the funder.",
      "Right of release: the funder is freed from what is not earned and not paid.",
    ]);
  });

  it("put indirect rates in the order of their days", () => {
    const at = (from: string, ratePercent: string) => ({ from, ratePercent, base: "salaries" }) as const;
    expect(indirectInWords({ indirect: [at("2027-01-01", "12.5"), at("2026-01-01", "10")] })).toEqual([
      "From 1 January 2026: 10 per cent of salaries.",
      "From 1 January 2027: 12.5 per cent of salaries.",
    ]);
  });

  it.each([
    ["time", "The award is restricted to its time."],
    ["perpetual", "The award is to be held for ever; what it earns may be spent."],
    ["none", "The award is unrestricted: the recipient uses it as its work requires."],
  ] as const)("say the restriction %s", (kind, words) => {
    expect(restrictionInWords({ restriction: { kind } })).toBe(words);
  });

  it.each([
    [false, 10, "Payments do not wait for it."],
    [true, 0, "Nothing is paid while it is overdue."],
    [true, 1, "Nothing is paid while it is overdue by more than 1 day."],
  ])("say what follows where a report is late: blocking %s, grace %i", (isBlocking, graceDays, words) => {
    expect(latenessInWords({ isBlocking, graceDays })).toBe(words);
  });
});
