import type { BigBetSummary, BigBetView } from "../../../shared/investments/big-bets/big-bet-view.ts";
import {
  capitalised,
  type DocumentOptions,
  formatDate,
  formatMoney,
  MoneyCell,
  type Page,
  renderDocument,
  Scroll,
  Tile,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts } from "./elements.tsx";

type Bets = {
  readonly convened: Listed<BigBetSummary>;
  readonly joined: Listed<BigBetSummary>;
  readonly mayRecord: boolean;
};

/** The page of all big bets that one convened or joined. */
export function renderBigBets(
  { convened, joined, mayRecord }: Bets,
  frame: Omit<DocumentOptions, "title">,
): Page {
  return renderDocument(
    { ...frame, title: "Big bets" },
    <>
      <h1>Big bets</h1>
      <p class="lead">One plan of a partnership, to which several funders commit.</p>
      {mayRecord && <Acts offers={[{ address: "/big-bets/new", text: "Record a big bet", isMain: true }]} />}
      <h2>Convened by you</h2>
      <BetList bets={convened} list="convened" empty="You convened none yet." />
      <h2>Joined</h2>
      <BetList
        bets={joined}
        list="joined"
        empty="You were admitted to none yet: its convenor admits a funder."
      />
    </>,
  );
}

function BetList({ bets, list, empty }: { bets: Listed<BigBetSummary>; list: string; empty: string }) {
  if (bets.items.length === 0) return <p>{empty}</p>;
  return (
    <>
      <Scroll label={`Big bets, ${list}`}>
        <table>
          <caption>Oldest first</caption>
          <thead>
            <tr>
              <th scope="col">Big bet</th>
              <th scope="col">Convenor</th>
              <th scope="col">Runs</th>
              <th scope="col" class="n">
                Target
              </th>
            </tr>
          </thead>
          <tbody>
            {bets.items.map((bet) => (
              <tr>
                <th scope="row">
                  <a href={`/big-bets/${bet.id}`}>{bet.title}</a>
                </th>
                <td>{bet.convenor.name}</td>
                <td>
                  {formatDate(bet.startOn)} to {formatDate(bet.endOn)}
                </td>
                <MoneyCell money={bet.target} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {bets.next !== undefined && (
        <p>
          <a href={`/big-bets?${list}=${encodeURIComponent(bets.next)}`}>More</a>
        </p>
      )}
    </>
  );
}

/** The page of a big bet. */
export function renderBigBet(
  { bet, partnershipName }: { bet: BigBetView; partnershipName: string | undefined },
  frame: Omit<DocumentOptions, "title">,
): Page {
  return renderDocument(
    { ...frame, title: bet.title },
    <>
      <p class="eyebrow">Big bet, convened by {bet.convenor.name}</p>
      <h1>{bet.title}</h1>
      <p class="lead">{bet.purpose}</p>
      <p>
        {formatDate(bet.startOn)} to {formatDate(bet.endOn)}
        {partnershipName !== undefined && (
          <>
            , for <a href={`/partnerships/${bet.partnershipId}`}>{partnershipName}</a>
          </>
        )}
      </p>
      <Acts
        offers={[{ address: `/big-bets/${bet.id}/report`, text: "Outcome-linked report", isMain: true }]}
      />
      {bet.money && <Money bet={bet} money={bet.money} />}
      <h2>Plan</h2>
      {bet.plan.split("\n").map((line) => (
        <p>{line}</p>
      ))}
      {bet.designLeftOut && <p class="soft">No design grant comes first: {bet.designLeftOut.reason}</p>}
      <PlanMilestones bet={bet} />
      <h2>Funders</h2>
      <Funders bet={bet} />
      <h2>Your own commitments</h2>
      <Own own={bet.own} />
    </>,
  );
}

function Money({ bet, money }: { bet: BigBetView; money: NonNullable<BigBetView["money"]> }) {
  return (
    <>
      <h2>Money</h2>
      <dl class="tiles">
        <Tile name="Target" amount={bet.target} />
        <Tile name="Raised" amount={money.raised} note="conditional and unconditional" />
        <Tile name="Gap" amount={money.gap} note="what the target lacks" />
        <Tile name="Unconditional" amount={money.unconditional} note="paid included" />
        <Tile name="Conditional" amount={money.conditional} note="conditions not met" />
        <Tile name="Paid" amount={money.paid} />
        <Tile name="Intended" amount={money.intended} note="not binding, in no total" apart />
        {bet.leverageAspired && (
          <Tile name="Hoped to be unlocked" amount={bet.leverageAspired} note="said, counted nowhere" apart />
        )}
      </dl>
      <h3>Match</h3>
      <p>
        {formatMoney(money.match.verified)} of {formatMoney(money.match.required)} required is verified;{" "}
        {formatMoney(money.match.contributed)} was contributed. A match is part of no sum above.
      </p>
      {money.otherCurrencies.length > 0 && (
        <p class="soft">
          In other currencies, never added to these:{" "}
          {money.otherCurrencies.map(({ raised }) => formatMoney(raised)).join(", ")} raised.
        </p>
      )}
    </>
  );
}

function PlanMilestones({ bet: { milestones } }: { bet: BigBetView }) {
  if (milestones.length === 0) return <p class="soft">The plan has no milestones yet.</p>;
  return (
    <Scroll label="Milestones of the plan">
      <table>
        <caption>Milestones of the shared plan</caption>
        <thead>
          <tr>
            <th scope="col">Milestone</th>
            <th scope="col">By</th>
            <th scope="col">Where it stands</th>
          </tr>
        </thead>
        <tbody>
          {milestones.map(({ number, title, dueOn, achievedOn }) => (
            <tr>
              <th scope="row">
                {number}. {title}
              </th>
              <td>{dueOn === undefined ? <span class="soft">no day</span> : formatDate(dueOn)}</td>
              <td>
                {achievedOn === undefined ? "Not achieved yet" : `Achieved on ${formatDate(achievedOn)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Funders({ bet }: { bet: BigBetView }) {
  if (bet.funders.length === 0) return <p>Nobody has committed yet.</p>;
  return (
    <>
      {!bet.amountsShown && (
        <p class="soft">What others add is shown once the convenor and every funder agreed to that.</p>
      )}
      <Scroll label="Funders">
        <table>
          <caption>Who takes part</caption>
          <thead>
            <tr>
              <th scope="col">Funder</th>
              <th scope="col">Phases</th>
              <th scope="col" class="n">
                Adds
              </th>
            </tr>
          </thead>
          <tbody>
            {bet.funders.map(({ name, phases, added }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{phases.map(capitalised).join(", ") || <span class="soft">nothing agreed yet</span>}</td>
                <td class="n">
                  {added === undefined ? (
                    <span class="hid">not shown</span>
                  ) : (
                    added.map((money) => formatMoney(money)).join(", ") || "nothing yet"
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Own({ own }: { own: BigBetView["own"] }) {
  if (own.length === 0) return <p>You have none in it.</p>;
  return (
    <Scroll label="Your commitments">
      <table>
        <caption>Your commitments to it</caption>
        <thead>
          <tr>
            <th scope="col">Commitment</th>
            <th scope="col">Phase</th>
            <th scope="col">Status</th>
            {["Amount", "Conditional", "Paid", "Match verified"].map((name) => (
              <th scope="col" class="n">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {own.map((each) => (
            <tr>
              <th scope="row">
                <a href={`/commitments/${each.commitmentId}`}>{each.title}</a>
              </th>
              <td>{capitalised(each.phase)}</td>
              <td>{capitalised(each.status)}</td>
              <MoneyCell money={each.amount} />
              <MoneyCell money={each.conditional} />
              <MoneyCell money={each.paid} />
              <MoneyCell money={each.matchVerified} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
