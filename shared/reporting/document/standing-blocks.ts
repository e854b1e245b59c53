import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised } from "../wording/format.ts";
import { column, cutNote, fileColumn, paragraph, tableOf } from "./blocks.ts";
import { countCell, dateCell, textCell } from "./cells.ts";
import type { Block, Chart } from "./report-document.ts";

type Designation = Contents["gateways"]["designations"][number];
type Assessment = Contents["gateways"]["assessments"]["items"][number];

/** Which gateways a network found reached, and how assessments stand. */
export function gatewayBlocks({ designations, assessments }: Contents["gateways"]): readonly Block[] {
  return [
    tableOf<Designation>({
      key: "gateways",
      caption: "Gateways that a network found reached",
      whenEmpty:
        "No network has found a gateway reached yet. Who keeps the partnership asks for an assessment.",
      rows: designations,
      columns: [
        column("gateway", "Gateway", "text", ({ gateway }) => textCell(gateway)),
        column("framework", "Framework", "text", ({ framework }) => textCell(framework)),
        column("reachedOn", "Reached", "date", ({ reachedOn }) => dateCell(reachedOn)),
        column("standing", "Standing", "text", ({ withdrawal }) =>
          textCell(withdrawal ? "withdrawn" : "in force"),
        ),
        column("withdrawnOn", "Withdrawn", "date", ({ withdrawal }) => dateCell(withdrawal?.on)),
        column("evidence", "On what evidence", "text", ({ evidence }) => textCell(evidence)),
      ],
    }),
    tableOf<Assessment>({
      key: "gateway-assessments",
      caption: "Assessments",
      whenEmpty: "No assessment is shown to readers yet.",
      rows: assessments.items,
      columns: [
        column("gateway", "Gateway", "text", ({ gateway }) => textCell(gateway.name)),
        column("framework", "Framework", "text", ({ framework }) =>
          textCell(`${framework.name}, ${framework.label}`),
        ),
        fileColumn("id", "Id", "text", ({ id }) => textCell(id)),
        column("status", "Status", "text", ({ status }) => textCell(capitalised(status))),
        column("submittedOn", "Handed in", "date", ({ submittedAt }) => dateCell(submittedAt?.slice(0, 10))),
        column("outcome", "Decided", "text", ({ decisions }) => textCell(decidedWords(decisions))),
        fileColumn("version", "Version", "number", ({ version }) => countCell(version)),
      ],
    }),
    ...cutNote(assessments, "assessments"),
  ];
}

function decidedWords(decisions: Assessment["decisions"]): string | undefined {
  const last = decisions?.at(-1);
  return last && capitalised(last.outcome);
}

type Movement = Contents["capacities"]["movement"][number];

/** How capacities moved between the first and the last assessment, as those who took part rated them. */
export function capacityBlocks({ movement, assessments }: Contents["capacities"]): readonly Block[] {
  const held = [...new Set(assessments.items.map(({ heldOn }) => heldOn))].length;
  const whenEmpty =
    held === 0
      ? "No assessment of capacities is recorded yet."
      : "One assessment alone shows no movement: the next one will.";
  return [
    ...[...Map.groupBy(movement, ({ list }) => list)].map(([list, of]) => movementChart(list, of)),
    tableOf<Movement>({
      key: "capacities",
      caption: "Capacities, from the first assessment to the last: medians of ratings from 1 to 5",
      whenEmpty,
      rows: movement,
      columns: [
        column("capacity", "Capacity", "text", ({ name }) => textCell(name)),
        fileColumn("list", "List", "text", ({ list }) => textCell(list)),
        column("firstOn", "First", "date", ({ first }) => dateCell(first.heldOn)),
        column("first", "Median then", "number", ({ first }) => countCell(first.median)),
        column("firstRespondents", "Who answered then", "number", ({ first }) =>
          countCell(first.respondents),
        ),
        column("lastOn", "Last", "date", ({ last }) => dateCell(last.heldOn)),
        column("last", "Median now", "number", ({ last }) => countCell(last.median)),
        column("lastRespondents", "Who answered now", "number", ({ last }) => countCell(last.respondents)),
        column("steps", "Steps", "number", ({ steps }) => countCell(steps)),
      ],
    }),
    ...(movement.length === 0
      ? []
      : [
          paragraph(
            "A median is a place in an order, no average; those who answered may be others than the first time.",
            "soft",
          ),
        ]),
    ...cutNote(assessments, "assessments"),
  ];
}

function movementChart(list: string, of: readonly Movement[]): Chart {
  const up = of.filter(({ steps }) => steps > 0).length;
  const rows = of.map(({ name, first, last }) => `${name}: ${first.median}, now ${last.median}`);
  return {
    type: "chart",
    key: `capacities-${list.replaceAll("@", "-")}`,
    finding: `${up} of ${of.length} capacities are rated higher than at first`,
    description: `Medians of ratings from 1 to 5, by ${list}. ${rows.join("; ")}.`,
    drawing: {
      kind: "dumbbell",
      unit: "index",
      beforeLabel: "first",
      nowLabel: "last",
      rows: of.map(({ name, first, last }) => ({ label: name, before: first.median, now: last.median })),
    },
    dataIn: "capacities",
  };
}
