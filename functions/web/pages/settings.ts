import { can } from "../../../shared/identity/permissions.ts";
import { whoAmI } from "../../../shared/identity/who-am-i.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { ROOMS } from "../settings-rooms.ts";
import type { Visit } from "../signed-in.ts";
import { renderOwnProfile, renderSettings } from "../views/settings.tsx";

/** What stands in one's organisation, and where each of it is changed. One round. */
export async function settingsPage({ principal, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const me = await whoAmI(deps, principal);
  if (!me.ok) return me;
  const rooms = ROOMS.filter(({ only }) => only === undefined || only === principal.organisationKind);
  return ok(
    renderSettings(
      {
        me: me.value,
        rooms: rooms.map((room) => ({
          ...room,
          maySee: can(principal, room.read),
          mayChange: room.write !== undefined && can(principal, room.write),
        })),
      },
      frame,
    ),
  );
}

/** Who one is here. One round. */
export async function ownProfilePage({ principal, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const me = await whoAmI(deps, principal);
  return me.ok ? ok(renderOwnProfile(me.value, frame)) : me;
}
