import type { Role } from "../../../shared/identity/permissions.ts";
import type { Person } from "../../../shared/identity/person.ts";
import {
  type DocumentOptions,
  formatInstant,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { ROLE_WORDS, rolesInWords } from "../role-words.ts";
import { Further } from "./elements.tsx";
import { Facts } from "./facts.tsx";
import { SettingActs, SettingsPlace } from "./settings-place.tsx";

type Frame = Omit<DocumentOptions, "title">;

/** Roles that somebody has, each with what it may do. */
export function RolesHeld({ roles }: { roles: readonly Role[] }) {
  return (
    <>
      {roles.map((role) => (
        <div>
          {ROLE_WORDS[role].name}: {ROLE_WORDS[role].may}
        </div>
      ))}
    </>
  );
}

/** The page of the people of an organisation. */
export function renderPeople(
  { people, mayWrite }: { readonly people: Listed<Person>; readonly mayWrite: boolean },
  frame: Frame,
): Page {
  return renderDocument(
    { ...frame, title: "People and roles" },
    <>
      <SettingsPlace />
      <h1>People and roles</h1>
      <p class="lead">Who signs in for your organisation, and what each of them may do.</p>
      <SettingActs
        mayWrite={mayWrite}
        action="person:write"
        offers={[{ address: "/settings/people/new", text: "Invite a colleague", isMain: true }]}
      />
      <PeopleTable people={people.items} />
      <Further address="/settings/people" cursor={people.next} text="Further people" />
      <RolesExplained />
    </>,
  );
}

function PeopleTable({ people }: { people: readonly Person[] }) {
  if (people.length === 0) return <p>Nobody is recorded yet. Invite the first colleague.</p>;
  return (
    <Scroll label="People">
      <table>
        <caption>In the order they were added</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">E-mail address</th>
            <th scope="col">Roles</th>
            <th scope="col">Where it stands</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr>
              <th scope="row">
                <a href={`/settings/people/${person.id}`}>{person.name ?? "Name erased"}</a>
              </th>
              <td>{person.email ?? <span class="soft">erased</span>}</td>
              <td>{rolesInWords(person.roles)}</td>
              <td>{standing(person)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function standing({ status, hasSignedIn }: Person): string {
  if (status === "ended") return "Has no access any more";
  return hasSignedIn ? "Signs in" : "Invited, has not signed in yet";
}

function RolesExplained() {
  return (
    <details>
      <summary>What each role may do</summary>
      <ul>
        {Object.values(ROLE_WORDS).map(({ name, may }) => (
          <li>
            <strong>{name}</strong>: {may}
          </li>
        ))}
      </ul>
    </details>
  );
}

type ShownPerson = {
  readonly person: Person;
  readonly isSelf: boolean;
  readonly mayWrite: boolean;
  readonly maySeeHistory: boolean;
};

/** The page of somebody of one's organisation. */
export function renderPerson(shown: ShownPerson, frame: Frame): Page {
  const { person, isSelf, mayWrite, maySeeHistory } = shown;
  const address = `/settings/people/${person.id}`;
  const isActive = person.status === "active";
  const offers = [
    ...(isActive ? [{ address: `${address}/change`, text: "Change roles or name", isMain: true }] : []),
    ...(isActive && !isSelf ? [{ address: `${address}/deactivation`, text: "End their access" }] : []),
    ...(!isActive && person.email !== undefined
      ? [{ address: `${address}/deactivation`, text: "Erase name and address" }]
      : []),
  ];
  const name = person.name ?? "Somebody whose name was erased";
  return renderDocument(
    { ...frame, title: name },
    <>
      <p class="eyebrow">
        <a href="/settings/people">People and roles</a>
      </p>
      <h1>{name}</h1>
      <p class="lead">{standing(person)}.</p>
      <SettingActs mayWrite={mayWrite} action="person:write" offers={offers} />
      {isSelf && mayWrite && (
        <p class="soft">
          This is you: your roles and your access are for another administrator to change, so that there
          always is one.
        </p>
      )}
      <Facts
        facts={[
          ["E-mail address", person.email ?? "erased"],
          ["Roles", <RolesHeld roles={person.roles} />],
          ["Last changed", formatInstant(person.recordedAt)],
          ["Id", person.id],
        ]}
      />
      {maySeeHistory && (
        <p>
          <a href={`/settings/audit/${person.id}`}>Who changed this, when and why</a>
        </p>
      )}
    </>,
  );
}
