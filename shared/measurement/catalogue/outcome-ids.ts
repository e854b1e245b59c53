/** The seven cradle-to-career outcomes, from cradle to career: what each is called, by its id. */
export const OUTCOME_NAMES = {
  "kindergarten-readiness": "Kindergarten readiness",
  "early-grade-reading": "Early grade reading",
  "middle-grade-math": "Middle grade math",
  "high-school-graduation": "High school graduation",
  "postsecondary-enrolment": "Postsecondary enrolment",
  "postsecondary-completion": "Postsecondary completion",
  employment: "Employment",
} as const;
export type OutcomeId = keyof typeof OUTCOME_NAMES;

/** Whether there is an outcome of this id. */
export function isOutcomeId(id: string): id is OutcomeId {
  return Object.hasOwn(OUTCOME_NAMES, id);
}
