import type { Me } from "../../../shared/identity/who-am-i.ts";
import {
  capitalised,
  type DocumentOptions,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import { monthName } from "../months.ts";
import { holdersInWords, rolesInWords } from "../role-words.ts";
import type { Room } from "../settings-rooms.ts";
import { Facts } from "./facts.tsx";
import { RolesHeld } from "./people.tsx";
import { SettingsPlace } from "./settings-place.tsx";

type Frame = Omit<DocumentOptions, "title">;
type ShownRoom = Room & { readonly maySee: boolean; readonly mayChange: boolean };

/** The page from which all settings are reached. */
export function renderSettings(
  { me, rooms }: { readonly me: Me; readonly rooms: readonly ShownRoom[] },
  frame: Frame,
): Page {
  const { organisation } = me;
  return renderDocument(
    { ...frame, title: "Settings" },
    <>
      <h1>Settings</h1>
      <p class="lead">
        What stands in {organisation.name}, and who may change it. You are here as {rolesInWords(me.roles)}:{" "}
        <a href="/settings/me">your profile</a>.
      </p>
      <Facts
        facts={[
          ["Kind", capitalised(organisation.kind)],
          ["Fiscal year begins in", monthName(organisation.fiscalYearStartMonth)],
          ["Time zone", organisation.timeZone],
          ["Country", organisation.country],
        ]}
      />
      <Scroll label="Settings">
        <table>
          <caption>Where things are settled</caption>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">What it holds</th>
              <th scope="col">For you</th>
              <th scope="col">Who may change it</th>
            </tr>
          </thead>
          <tbody>
            {rooms.map((room) => (
              <tr>
                <th scope="row">{room.maySee ? <a href={room.address}>{room.name}</a> : room.name}</th>
                <td>{room.holds}</td>
                <td>{forYou(room)}</td>
                <td>{room.write === undefined ? "Nobody: it is a record" : holdersInWords(room.write)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>,
  );
}

function forYou({ maySee, mayChange, read }: ShownRoom): string {
  if (mayChange) return "You may change it";
  return maySee ? "Read only" : `Not shown: for ${holdersInWords(read)}`;
}

/** The page of who one is here. */
export function renderOwnProfile(me: Me, frame: Frame): Page {
  const elsewhere = (me.memberships ?? []).filter(
    ({ organisationId }) => organisationId !== me.organisation.id,
  );
  return renderDocument(
    { ...frame, title: "Your profile" },
    <>
      <SettingsPlace />
      <h1>{me.name ?? "Your profile"}</h1>
      <p class="lead">
        You act for {me.organisation.name}. Another administrator changes your name or your roles.
      </p>
      <Facts
        facts={[
          ["E-mail address", me.email ?? "not recorded"],
          ["Your id", me.id],
          ["Your roles", <RolesHeld roles={me.roles} />],
        ]}
      />
      <p class="soft">
        Who opens figures to you by an agreement names you by your id.
        {elsewhere.length > 0 && ` You belong to ${elsewhere.length} other organisations as well.`}
      </p>
    </>,
  );
}
