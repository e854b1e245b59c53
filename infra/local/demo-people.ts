/** Somebody one can sign in as on one's own machine. Roles with invented organisations; no person has a name. */
export type DemoPerson = {
  readonly key: string;
  /** The `sub` and `email` of its tokens. */
  readonly subject: string;
  readonly name: string;
  readonly organisation: string;
  /** What this person comes here to do, as the sign-in page says it. */
  readonly what: string;
};

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    key: "funder",
    subject: "funder@demo.example",
    name: "Programme officer",
    organisation: "Harbor Fund",
    what: "Commits money over several years and reads what it contributed to.",
  },
  {
    key: "finance",
    subject: "finance@harbor.example",
    name: "Finance officer",
    organisation: "Harbor Fund",
    what: "Decides as the second person, approves and pays, closes the books.",
  },
  {
    key: "partnership",
    subject: "partnership@demo.example",
    name: "Backbone data lead",
    organisation: "Cedar County Promise",
    what: "Keeps strategies and indicators, records observations, answers reporting requirements.",
  },
  {
    key: "evaluator",
    subject: "evaluator@demo.example",
    name: "Evaluator",
    organisation: "Lantern Research",
    what: "Reads both sides, checks the evidence behind each figure, takes the data away.",
  },
];
