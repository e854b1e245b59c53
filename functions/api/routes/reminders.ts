import { remindersPage } from "../../../shared/investments/reminders/reminder.store.ts";
import { ReminderSchema } from "../../../shared/investments/reminders/reminder.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema, pageOf } from "../../../shared/platform/page.ts";
import { listReply } from "../reply.ts";
import { type Route, route } from "../route.ts";

const PageSchema = lazy(() => listedSchema(ReminderSchema()).meta({ id: "ReminderPage" }));

export const reminderRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/reminders",
    operationId: "listReminders",
    tag: "Commitments",
    summary: "What your organisation was reminded of",
    description:
      "The latest first: tranches 30 and 7 days before they are due, on the day, and a week after; reports that you owe also 1 and 30 days after, and reports owed to you once they are late. Kept for 400 days.",
    action: "commitment:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page of reminders.", schema: PageSchema } },
    handle: async ({ principal, query }, deps) => {
      const { organisationId } = principal;
      const ask = { query: { list: "reminders", organisationId }, page: query };
      return listReply(
        await pageOf(deps.cursorSecret, ask, (paging) =>
          remindersPage(deps.table, { organisationId, ...paging }),
        ),
      );
    },
  }),
];
