import type { Me } from "../../../shared/identity/who-am-i.ts";
import {
  capitalised,
  type DocumentOptions,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import { holdersInWords, ROLE_WORDS, rolesInWords } from "../role-words.ts";
import type { Room } from "../settings-rooms.ts";
import { SettingsPlace } from "./people.tsx";

type Frame = Omit<DocumentOptions, "title">;
type ShownRoom = Room & { readonly maySee: boolean; readonly mayChange: boolean };

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** What a month is called, of 1 to 12. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? String(month);
}

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
      <dl class="facts">
        <dt>Kind</dt>
        <dd>{capitalised(organisation.kind)}</dd>
        <dt>Fiscal year begins in</dt>
        <dd>{monthName(organisation.fiscalYearStartMonth)}</dd>
        <dt>Time zone</dt>
        <dd>{organisation.timeZone}</dd>
        {organisation.country !== undefined && (
          <>
            <dt>Country</dt>
            <dd>{organisation.country}</dd>
          </>
        )}
      </dl>
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
      <dl class="facts">
        <dt>E-mail address</dt>
        <dd>{me.email ?? "not recorded"}</dd>
        <dt>Your id</dt>
        <dd>{me.id}</dd>
        <dt>Your roles</dt>
        <dd>
          {me.roles.map((role) => (
            <div>
              {ROLE_WORDS[role].name}: {ROLE_WORDS[role].may}
            </div>
          ))}
        </dd>
      </dl>
      <p class="soft">
        Who opens figures to you by an agreement names you by your id.
        {elsewhere.length > 0 && ` You belong to ${elsewhere.length} other organisations as well.`}
      </p>
    </>,
  );
}
