import { periodLabel } from "../../platform/time.ts";
import type { Contents, OutcomeReport } from "../outcome/outcome-report.ts";
import { capitalised, formatMoney } from "../wording/format.ts";
import { column, cutNote, fileColumn, heading, paragraph, tableOf } from "./blocks.ts";
import { countCell, dateCell, textCell } from "./cells.ts";
import { namesIn } from "./names.ts";
import type { Block } from "./report-document.ts";

type Report = Pick<OutcomeReport, "sections" | "subject" | "kind">;

/** Tests of change: what is tried, how often, and what became of it. */
export function testBlocks(content: Contents["tests-of-change"], report: Report): readonly Block[] {
  const names = namesIn(report);
  const { items } = content;
  const count = (state: string) => items.filter((one) => one.state === state).length;
  return [
    ...(items.length === 0
      ? []
      : [
          paragraph(
            `${items.length === 1 ? "One test" : `${items.length} tests`}: ${count("adopted")} adopted, ${count("under-way")} under way, ${count("planned")} planned, ${count("abandoned")} abandoned. A test that was abandoned is a finding too.`,
          ),
        ]),
    tableOf<Contents["tests-of-change"]["items"][number]>({
      key: "tests-of-change",
      caption: "Tests of change",
      whenEmpty:
        "No test of change is recorded yet. Small tests, run in cycles, show what is worth spreading before it is paid for everywhere.",
      rows: items,
      columns: [
        column("title", "Test", "text", ({ title }) => textCell(title)),
        fileColumn("id", "Id", "text", ({ id }) => textCell(id)),
        column("state", "State", "text", ({ state }) => textCell(capitalised(state))),
        column("cycles", "Cycles", "number", ({ cycleCount }) => countCell(cycleCount)),
        column("aim", "Aim", "text", ({ aim }) => textCell(aim)),
        column("change", "What is tried", "text", ({ change }) => textCell(change)),
        column("strategy", "Strategy", "text", ({ strategyId }) => textCell(names(strategyId))),
        fileColumn("version", "Version", "number", ({ version }) => countCell(version)),
      ],
    }),
    ...cutNote(content, "tests of change"),
  ];
}

type Change = Contents["systems-changes"]["items"][number];

/** What changed of systems: by which lever, how far it has come, whom and what money it moves. */
export function changeBlocks(content: Contents["systems-changes"], report: Report): readonly Block[] {
  const names = namesIn(report);
  return [
    tableOf<Change>({
      key: "systems-changes",
      caption: "Systems changes, each at the status it has come to",
      whenEmpty:
        "No systems change is recorded yet: a policy, a practice, a flow of resources or of power that is different now.",
      rows: content.items,
      columns: [
        column("title", "Change", "text", ({ title }) => textCell(title)),
        fileColumn("id", "Id", "text", ({ id }) => textCell(id)),
        column("status", "Status", "text", ({ status }) => textCell(capitalised(status))),
        column("statusOn", "Since", "date", ({ statusOn }) => dateCell(statusOn)),
        column("lever", "Lever", "text", ({ lever }) => textCell(capitalised(lever.code))),
        column("level", "Level", "text", ({ level }) => textCell(capitalised(level.code))),
        column("by", "Whose change", "text", ({ by }) => textCell(by.map(({ name }) => name).join("; "))),
        column("affected", "Whom it affects", "text", ({ affected }) => textCell(affected?.whom)),
        column("people", "How many", "number", ({ affected }) => countCell(affected?.people)),
        column("money", "Money whose way it changes", "text", (change) => textCell(moneyWords(change))),
        column("strategies", "Strategies", "text", ({ strategyIds = [] }) =>
          textCell(strategyIds.map(names).join("; ")),
        ),
        fileColumn("version", "Version", "number", ({ version }) => countCell(version)),
      ],
    }),
    ...cutNote(content, "systems changes"),
  ];
}

function moneyWords({ money = [] }: Change): string {
  const words = money.map(({ amount, move, isYearly }) => {
    return `${formatMoney(amount)}${isYearly ? " a year" : ""}, ${move}`;
  });
  return words.join("; ");
}

type Told = Contents["contribution"]["items"][number];

/** What this work contributed to: each statement in the words that its claim allows, with who else contributed. */
export function contributionBlocks(content: Contents["contribution"], report: Report): readonly Block[] {
  const names = namesIn(report);
  return [
    paragraph(content.statement, "lead"),
    ...content.items.flatMap((told) => statementBlocks(told, names)),
    contributionTable(content.items, names),
    ...cutNote(content, "statements"),
  ];
}

type Names = ReturnType<typeof namesIn>;

function statementBlocks({ statement, wording }: Told, names: Names): readonly Block[] {
  const { subjectId, period, moved, intendedRole, actualRole, withoutIt, otherContributors } = statement;
  const others = otherContributors.map(({ contributor, role }) => `${contributor.name} (${role})`);
  const what = moved.map((one) => one.what).join("; ");
  return [
    heading(`${names(subjectId)}, ${periodLabel(period)}`),
    paragraph(`It ${wording}: ${what}.`),
    {
      type: "list",
      items: [
        `What it was to do: ${intendedRole}`,
        `What it did: ${actualRole}`,
        `Without it: ${withoutIt}`,
        others.length === 0 ? "No other contributor is named." : `Beside it: ${others.join("; ")}`,
        `How sure: ${statement.confidence}. ${statement.confidenceWhy}`,
        ...(statement.evidence === undefined ? [] : [`Evidence: ${statement.evidence}`]),
      ],
    },
  ];
}

function contributionTable(rows: readonly Told[], names: Names): Block {
  return tableOf<Told>({
    key: "contribution",
    caption: "Statements of contribution",
    whenEmpty:
      "No contribution is stated yet. A statement says what the work was to do, what it did, what moved, who else contributed, and how sure one is.",
    rows,
    columns: [
      column("subject", "Whose contribution", "text", ({ statement }) =>
        textCell(names(statement.subjectId)),
      ),
      fileColumn("id", "Id", "text", ({ statement }) => textCell(statement.id)),
      column("period", "Period", "text", ({ statement }) => textCell(periodLabel(statement.period))),
      column("wording", "In which words", "text", ({ wording }) => textCell(wording)),
      column("moved", "What moved", "text", ({ statement }) =>
        textCell(statement.moved.map(({ what }) => what).join("; ")),
      ),
      column("others", "Other contributors named", "number", ({ statement }) =>
        countCell(statement.otherContributors.length),
      ),
      column("confidence", "How sure", "text", ({ statement }) =>
        textCell(capitalised(statement.confidence)),
      ),
      column("evaluation", "Evaluation", "text", ({ statement }) => textCell(statement.evaluationId)),
      fileColumn("version", "Version", "number", ({ statement }) => countCell(statement.version)),
    ],
  });
}
