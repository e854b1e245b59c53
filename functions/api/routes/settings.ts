import { changeFunderSettings } from "../../../shared/investments/settings/change-funder-settings.ts";
import {
  FunderSettingsChangeSchema,
  FunderSettingsViewSchema,
} from "../../../shared/investments/settings/funder-settings.ts";
import { readFunderSettings, settingsPk } from "../../../shared/investments/settings/settings.store.ts";
import { PageQuerySchema, pageOf } from "../../../shared/platform/page.ts";
import { ChangeListSchema, historyPage } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { listReply, replyWith } from "../reply.ts";
import { route } from "../route.ts";

const tag = "Settings";
const shown = { 200: { description: "The settings in force", schema: FunderSettingsViewSchema } };

export const settingsRoutes = [
  route({
    method: "get",
    path: "/funder-settings",
    operationId: "readFunderSettings",
    tag,
    summary: "How your organisation runs its book: limits, thresholds, rates, accounts, closed periods",
    description: "Version 0 says that nothing was recorded yet and the defaults hold.",
    action: "settings:read",
    responses: shown,
    handle: async ({ principal }, deps) => {
      const { settings, version } = await readFunderSettings(deps.table, principal.organisationId);
      return ok({ status: 200, body: { ...settings, version }, version });
    },
  }),
  route({
    method: "put",
    path: "/funder-settings",
    operationId: "changeFunderSettings",
    tag,
    summary: "Record how your organisation runs its book",
    description:
      'What is left out goes back to its default. Send If-Match "0" for the first time. A closed period moves forward; opening one again needs `reopenReason`.',
    action: "settings:write",
    body: FunderSettingsChangeSchema,
    requiresVersion: true,
    responses: shown,
    handle: async ({ principal, body, author, now, ifMatch = 0 }, deps) => {
      const { organisationId } = principal;
      const changed = await changeFunderSettings(deps, {
        organisationId,
        change: body,
        ifMatch,
        author,
        now,
      });
      return replyWith(changed, ({ settings, version }) => ({
        status: 200,
        body: { ...settings, version },
        version,
      }));
    },
  }),
  route({
    method: "get",
    path: "/funder-settings/changes",
    operationId: "listFunderSettingsChanges",
    tag,
    summary: "Every change of the settings: who, when, why, before and after",
    action: "history:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: ChangeListSchema } },
    handle: async ({ principal, query: page }, deps) => {
      const { organisationId } = principal;
      const query = { list: "funder-settings-history", organisationId };
      return listReply(
        await pageOf(deps.cursorSecret, { query, page }, async (paging) => {
          const { changes, next } = await historyPage(deps.table, {
            pk: settingsPk(organisationId),
            ...paging,
          });
          return { items: changes, ...(next ? { next } : {}) };
        }),
      );
    },
  }),
];
