/** A group of a dimension: its share of everybody, and how many points better off than the average it is at first. */
export type Group = { readonly category: string; readonly share: number; readonly ahead: number };
/** A way to divide everybody. The first group takes what rounding leaves, so that every breakdown sums to its total. */
export type Split = { readonly dimension: string; readonly groups: readonly Group[] };

export const RACE: Split = {
  dimension: "race-ethnicity",
  groups: [
    { category: "white", share: 0.4, ahead: 9.4 },
    { category: "black", share: 0.28, ahead: -9 },
    { category: "hispanic", share: 0.2, ahead: -7 },
    { category: "asian", share: 0.058, ahead: 7 },
    { category: "two-or-more", share: 0.042, ahead: -1 },
    { category: "american-indian", share: 0.02, ahead: -10 },
  ],
};
export const SEX: Split = {
  dimension: "sex",
  groups: [
    { category: "female", share: 0.49, ahead: 2.5 },
    { category: "male", share: 0.51, ahead: -2.5 },
  ],
};
export const INCOME: Split = {
  dimension: "income",
  groups: [
    { category: "low-income", share: 0.57, ahead: -8 },
    { category: "not-low-income", share: 0.43, ahead: 10.6 },
  ],
};
export const SCHOOL_POVERTY: Split = {
  dimension: "school-poverty",
  groups: [
    { category: "high-poverty", share: 0.46, ahead: -6 },
    { category: "other", share: 0.54, ahead: 5.1 },
  ],
};
export const GRADE_BAND: Split = {
  dimension: "grade-band",
  groups: [
    { category: "elementary", share: 0.5, ahead: -3 },
    { category: "middle", share: 0.21, ahead: 2 },
    { category: "high", share: 0.29, ahead: 3.7 },
  ],
};
export const HOUSEHOLDER: Split = { dimension: "householder-race", groups: RACE.groups };
