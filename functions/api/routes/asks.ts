import { ASKS } from "../../../shared/partnerships/agenda/ask.ts";
import type { Route } from "../route.ts";
import { recordRoutes } from "./record.ts";

export const askRoutes: readonly Route[] = recordRoutes(ASKS, {
  one: "CommunityAsk",
  many: "CommunityAsks",
  tag: "Agenda",
  add: "Record what the community asked",
  list: "What the community asked and what it was answered, the latest first",
  says: "It is open until it has an answer. Who asked is a group of people, never a person.",
});
