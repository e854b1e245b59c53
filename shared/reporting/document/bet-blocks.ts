import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised, formatMoney } from "../wording/format.ts";
import { column, paragraph, tableOf, when } from "./blocks.ts";
import { moneyCell, noCell, textCell } from "./cells.ts";
import type { Block } from "./report-document.ts";

type Bet = NonNullable<Contents["money"]["bigBet"]>;

/** The money of a big bet, all of its members together, and who its funders are. */
export function betBlocks(bet: Bet | undefined): readonly Block[] {
  if (!bet) return [];
  const { target, leverageAspired, money } = bet;
  const raised = money
    ? ` ${formatMoney(money.raised)} of it is raised; ${formatMoney(money.gap)} is lacking.`
    : " What is raised of it is kept as it stands, not as it stood.";
  const aspired = leverageAspired
    ? ` Beside it the plan hopes to move ${formatMoney(leverageAspired)}, which counts in no sum.`
    : "";
  return [
    paragraph(`The plan takes ${formatMoney(target)}.${raised}${aspired}`),
    ...when(money !== undefined, sumsTable(bet)),
    fundersTable(bet),
  ];
}

type Sums = Pick<
  NonNullable<Bet["money"]>,
  "raised" | "conditional" | "unconditional" | "paid" | "refunded" | "intended" | "match"
> & {
  readonly currency: string;
};

function sumsTable({ money, target }: Bet): Block {
  const rows: Sums[] = money ? [{ ...money, currency: target.currency }, ...money.otherCurrencies] : [];
  const sum = (key: string, label: string, pick: (row: Sums) => Sums["raised"]) =>
    column<Sums>(key, label, "money", (row) => moneyCell(pick(row)));
  return tableOf<Sums>({
    key: "money-big-bet",
    caption: "The whole bet, all funders together, a currency each",
    whenEmpty: "Nothing is raised yet.",
    rows,
    columns: [
      column("currency", "Currency", "text", ({ currency }) => textCell(currency)),
      sum("raised", "Raised", ({ raised }) => raised),
      sum("unconditional", "Unconditional", ({ unconditional }) => unconditional),
      sum("conditional", "Conditional", ({ conditional }) => conditional),
      sum("paid", "Paid", ({ paid }) => paid),
      sum("refunded", "Refunded", ({ refunded }) => refunded),
      sum("intended", "Intended, in no other sum", ({ intended }) => intended),
      sum("matchRequired", "Match required", ({ match }) => match.required),
      sum("matchVerified", "Match verified", ({ match }) => match.verified),
    ],
  });
}

type FunderRow = Bet["funders"][number] & {
  readonly amount?: NonNullable<Bet["funders"][number]["added"]>[number];
};

function fundersTable({ funders }: Bet): Block {
  const rows = funders.flatMap((funder): FunderRow[] =>
    funder.added?.length ? funder.added.map((amount) => ({ ...funder, amount })) : [funder],
  );
  return tableOf<FunderRow>({
    key: "money-funders",
    caption: "Funders of the bet",
    whenEmpty: "No funder is admitted yet. Whoever convened the bet admits funders.",
    rows,
    columns: [
      column("funder", "Funder", "text", ({ name }) => textCell(name)),
      column("phases", "Phases", "text", ({ phases }) => textCell(phases.map(capitalised).join(", "))),
      column("currency", "Currency", "text", ({ amount }) => textCell(amount?.currency)),
      column("added", "Adds", "money", ({ amount, added }) =>
        amount ? moneyCell(amount) : noCell(added ? "nothing yet" : "not all funders agreed to show amounts"),
      ),
    ],
  });
}
