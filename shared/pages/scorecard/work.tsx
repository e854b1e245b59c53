import { Scroll } from "../elements.tsx";
import { English, type Part, Words } from "./parts.tsx";
import type { WordKey } from "./words-en.ts";

const STATUSES: Readonly<Record<string, WordKey>> = {
  proposed: "status.proposed",
  adopted: "status.adopted",
  implemented: "status.implemented",
  institutionalised: "status.institutionalised",
  reversed: "status.reversed",
};

/** Policies, practices and resources that are not as they were. */
export function SystemsChanges({ content, speech }: Part) {
  return (
    <>
      <h2 id="changes">{speech.say("changes.systems")}</h2>
      {content.systemsChanges.length === 0 ? (
        <p>{speech.say("changes.none")}</p>
      ) : (
        <>
          <p>{speech.say("changes.lead")}</p>
          <ul>
            {content.systemsChanges.map(({ title, status, statusOn }) => (
              <li>
                <Words said={title} speech={speech} />.{" "}
                <span class="soft">
                  {speech.say("change.on", {
                    status: speech.say(STATUSES[status] ?? "hidden.none"),
                    date: speech.day(statusOn),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Strategies, with their money where funders let it be shown. */
export function Work({ content, speech }: Part) {
  const { strategies, moneyOn } = content;
  const caption =
    moneyOn === undefined
      ? speech.say("work.caption")
      : speech.say("work.captionMoney", { date: speech.day(moneyOn) });
  return (
    <>
      <h2 id="money">{speech.say("work.title")}</h2>
      {strategies.length === 0 ? (
        <p>{speech.say("work.none")}</p>
      ) : (
        <Scroll label={caption}>
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{speech.say("work.strategy")}</th>
                {moneyOn !== undefined && (
                  <th scope="col" class="n">
                    {speech.say("work.money")}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {strategies.map(({ name, money = [] }) => (
                <tr>
                  <th scope="row">
                    <Words said={name} speech={speech} />
                  </th>
                  {moneyOn !== undefined && (
                    <td class="n">
                      {money.length === 0 ? (
                        <span class="hid">{speech.say("work.noneShown")}</span>
                      ) : (
                        speech.list(money.map(speech.money))
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p class="small soft">{speech.say(moneyOn === undefined ? "work.noMoney" : "work.moneyNote")}</p>
    </>
  );
}

/** Which gateways of a framework a network has found reached. */
export function Gateways({ content, speech }: Part) {
  if (content.gateways.length === 0) return null;
  return (
    <>
      <h2 id="gateway">{speech.say("gateway.title")}</h2>
      <ul>
        {content.gateways.map(({ gateway, framework, reachedOn }) => {
          const [before = "", between = "", after = ""] = speech
            .say("gateway.reached", { gateway: "\n", date: speech.day(reachedOn), framework: "\n" })
            .split("\n");
          return (
            <li>
              {before}
              <English speech={speech}>{gateway}</English>
              {between}
              <English speech={speech}>{framework}</English>
              {after}
            </li>
          );
        })}
      </ul>
    </>
  );
}
