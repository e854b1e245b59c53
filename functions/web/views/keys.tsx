import type { ApiKey, CreatedApiKey } from "../../../shared/identity/api-key.ts";
import { CopyText } from "../../../shared/pages/copy-text.tsx";
import {
  type DocumentOptions,
  formatInstant,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { rolesInWords } from "../role-words.ts";
import { Further } from "./elements.tsx";
import { SettingActs, SettingsPlace } from "./settings-place.tsx";

type Frame = Omit<DocumentOptions, "title">;

/** The page of the API keys of an organisation. */
export function renderKeys(
  { keys, mayWrite }: { readonly keys: Listed<ApiKey>; readonly mayWrite: boolean },
  frame: Frame,
): Page {
  return renderDocument(
    { ...frame, title: "API keys" },
    <>
      <SettingsPlace />
      <h1>API keys</h1>
      <p class="lead">With which programs read and write for your organisation, and until when.</p>
      <SettingActs
        mayWrite={mayWrite}
        action="key:write"
        offers={[{ address: "/settings/keys/new", text: "Make an API key", isMain: true }]}
      />
      <KeysTable keys={keys.items} mayWrite={mayWrite} />
      <Further address="/settings/keys" cursor={keys.next} text="Further keys" />
      <p class="soft">When a key was last used is not recorded.</p>
    </>,
  );
}

function KeysTable({ keys, mayWrite }: { keys: readonly ApiKey[]; mayWrite: boolean }) {
  if (keys.length === 0)
    return <p>No key on this page. A program needs one to sign in: make it, and give it the fewest roles.</p>;
  return (
    <Scroll label="API keys">
      <table>
        <caption>Oldest first</caption>
        <thead>
          <tr>
            <th scope="col">What it is for</th>
            <th scope="col">Roles</th>
            <th scope="col">Where it stands</th>
            <th scope="col">Valid to</th>
            <th scope="col">Last changed</th>
            {mayWrite && <th scope="col">Revoke</th>}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr>
              <th scope="row">
                {key.label}
                <div class="soft small">{key.id}</div>
              </th>
              <td>
                {rolesInWords(key.roles)}
                {key.actions && <div class="soft small">only {key.actions.join(", ")}</div>}
              </td>
              <td>{standing(key)}</td>
              <td data-v={key.expiresAt}>{formatInstant(key.expiresAt)}</td>
              <td data-v={key.recordedAt}>{formatInstant(key.recordedAt)}</td>
              {mayWrite && <td>{key.status !== "revoked" && <Revoke of={key} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Revoke({ of }: { of: ApiKey }) {
  return (
    <a href={`/settings/keys/${of.id}/revocation`} aria-label={`Revoke ${of.label}`}>
      Revoke
    </a>
  );
}

function standing({ status, revokedAt }: ApiKey): string {
  if (status === "active") return "Works";
  if (status === "expired") return "Has expired";
  return revokedAt === undefined ? "Revoked" : `Revoked ${formatInstant(revokedAt)}`;
}

/** The answer to making a key: with its text this once; without, where the form was sent before. */
export function renderMadeKey(made: ApiKey & Partial<Pick<CreatedApiKey, "key">>, frame: Frame): Page {
  const title = made.key === undefined ? "This key was made before" : "The key is made";
  return renderDocument(
    { ...frame, title },
    <>
      <p class="eyebrow">
        <a href="/settings/keys">API keys</a>
      </p>
      <h1>{title}</h1>
      {made.key === undefined ? (
        <p class="lead">
          The form was sent again; no second key was made. The text of a key is shown once and kept nowhere.
          If you do not have it, <a href={`/settings/keys/${made.id}/revocation`}>revoke this key</a> and{" "}
          <a href="/settings/keys/new">make another</a>.
        </p>
      ) : (
        <>
          <p class="lead">
            Copy its text now to where the program keeps its secrets. It is not shown again, and nobody can
            look it up.
          </p>
          <CopyText id="key-text" label="the key" text={made.key} />
        </>
      )}
      <dl class="facts">
        <div>
          <dt>What it is for</dt>
          <dd>{made.label}</dd>
        </div>
        <div>
          <dt>Roles</dt>
          <dd>{rolesInWords(made.roles)}</dd>
        </div>
        <div>
          <dt>Valid to</dt>
          <dd>{formatInstant(made.expiresAt)}</dd>
        </div>
      </dl>
      <p>
        <a href="/settings/keys">All keys</a>
      </p>
    </>,
  );
}
