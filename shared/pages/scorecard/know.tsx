import type { ScorecardState } from "../../publication/published/scorecards.store.ts";
import { English, type Part, Words } from "./parts.tsx";
import type { Speech } from "./speech.ts";

/** Who is missing, by the partnership's words and by what is hidden. */
export function Missing({ content, speech }: Part) {
  const groups = content.indicators.flatMap(({ breakdowns }) => breakdowns.flatMap((one) => one.groups));
  const hidden = groups.filter(({ latest }) => latest.status === "c").length;
  return (
    <>
      <h2 id="missing">{speech.say("missing.title")}</h2>
      <p>{content.missing ? <Words said={content.missing} speech={speech} /> : speech.say("missing.none")}</p>
      <p>{hidden === 0 ? speech.say("missing.noneHidden") : speech.sayCount("missing.hidden", hidden)}</p>
    </>
  );
}

/** By which methods it is made, and of what. */
export function Know({ content, speech }: Part) {
  const { release, rules } = content;
  const { policy, method } = release;
  const [before = "", after = ""] = speech
    .say("know.release", { release: "\n", date: speech.day(release.recordedUntil) })
    .split("\n");
  return (
    <>
      <h2 id="know">{speech.say("know.title")}</h2>
      <ul>
        <li>
          {before}
          <a href={`/open/releases/${release.id}`} hreflang="en">
            <English speech={speech}>
              {release.title}, release {release.number}
            </English>
          </a>
          {after}
        </li>
        <li>{speech.say("know.policy", { n: speech.number(policy.minimumCell) })}</li>
        <li>{speech.say("know.rules", { rules })}</li>
        <li>{speech.say("know.gaps")}</li>
      </ul>
      <p class="small soft">
        {speech.say("know.method", { method, policy: policy.id, version: policy.version })}{" "}
        <a href="/open/check" hreflang="en">
          {speech.say("know.check")}
        </a>
        .
      </p>
    </>
  );
}

/** The figures to take along: the open data of the release, and the scorecard itself where it is published. */
export function Data({ content, speech, json }: Part & { json: string | undefined }) {
  const base = `/open/releases/${content.release.id}`;
  const { licence } = content.release;
  return (
    <>
      <h2 id="data">{speech.say("data.title")}</h2>
      <ul>
        {json !== undefined && (
          <li>
            <a href={json}>{speech.say("data.json")}</a>
          </li>
        )}
        <li>
          <a href={base} hreflang="en">
            {speech.say("data.release")}
          </a>
        </li>
        <li>
          <a href={`${base}/codebook.csv`} hreflang="en">
            {speech.say("data.codebook")}
          </a>
        </li>
        <li>
          <a href={`${base}/package.json`} hreflang="en">
            {speech.say("data.package")}
          </a>
        </li>
      </ul>
      {licence && <p>{speech.say("data.licence", { licence: licence.title })}</p>}
    </>
  );
}

/** How a published scorecard is cited, so that a reader finds it and can check a copy. */
export function scorecardCitation(state: ScorecardState, speech: Speech, origin: string): string {
  const { partnership, number, publishedAt, hash } = state;
  const title = speech.pick(state.title).text;
  return speech.say("cite.text", {
    author: partnership.name,
    year: publishedAt.slice(0, 4),
    title: /[.?!]$/.test(title) ? title : `${title}.`,
    number,
    date: publishedAt.slice(0, 10),
    address: `${origin}/open/partnerships/${partnership.id}/scorecards/${number}`,
    hash,
  });
}
