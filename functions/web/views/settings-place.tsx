import type { Action } from "../../../shared/identity/permissions.ts";
import { holdersInWords } from "../role-words.ts";
import { Acts } from "./elements.tsx";
import type { Offer } from "./timeline.tsx";

/** The way back to all settings, above a page of them. */
export function SettingsPlace() {
  return (
    <p class="eyebrow">
      <a href="/settings">Settings</a>
    </p>
  );
}

/** Says that a page is to be read only, and who may change what it is about. */
export function ReadOnly({ action }: { action: Action }) {
  return <p class="soft">Read only for you. Who may change it: {holdersInWords(action)}.</p>;
}

/** What can be begun on a page of settings; for who may not, who may. */
export function SettingActs(props: { mayWrite: boolean; action: Action; offers: readonly Offer[] }) {
  return props.mayWrite ? <Acts offers={props.offers} /> : <ReadOnly action={props.action} />;
}
