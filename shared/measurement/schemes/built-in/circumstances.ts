import { type BuiltInScheme, simpleScheme } from "./built-in-scheme.ts";

const ew = (page: string) => [`https://educationtoworkforce.org/disaggregates/${page}`];
const ESSA = "http://ncos.iamempowered.com/Report-Cards.html";

const income = { dimension: "income", version: "2022", sources: ew("income-level") };
const PROXY =
  "A proxy of income: one proxy is not another, and a change of proxy is a break in the series. Schools that serve free meals to all collect no family's income.";

/** Sex, gender, and what families live on. */
export const PEOPLE: readonly BuiltInScheme[] = [
  simpleScheme({
    id: "sex",
    name: "Sex, as most education records have it",
    dimension: "sex",
    version: "2022",
    whole: "All",
    categories: [
      { key: "female", label: "Female" },
      { key: "male", label: "Male" },
    ],
    note: "Most systems record two categories only, whatever they call the field.",
    sources: ew("gender"),
  }),
  simpleScheme({
    id: "gender",
    name: "Gender, as people say it",
    dimension: "gender",
    version: "2022",
    whole: "All",
    categories: [
      { key: "girls-and-women", label: "Girls and women" },
      { key: "boys-and-men", label: "Boys and men" },
      { key: "nonbinary", label: "Nonbinary" },
    ],
    note: "Not the same as recorded sex: figures of the two are not of one series.",
    sources: ew("gender"),
  }),
  simpleScheme({
    ...income,
    id: "income-level",
    name: "Income level",
    whole: "All",
    categories: [
      { key: "low-income", label: "Low income" },
      { key: "middle-income", label: "Middle income" },
      { key: "high-income", label: "High income" },
    ],
    note: "Say in the indicator where the lines are drawn.",
  }),
  simpleScheme({
    ...income,
    id: "economic-disadvantage",
    name: "Economic disadvantage, as the state defines it",
    whole: "All",
    categories: [
      { key: "low-income", label: "Economically disadvantaged" },
      { key: "not-low-income", label: "Not economically disadvantaged" },
    ],
    note: PROXY,
    sources: [...ew("income-level"), ESSA],
  }),
  simpleScheme({
    ...income,
    id: "lunch-eligibility",
    name: "Free or reduced-price lunch",
    whole: "All",
    categories: [
      { key: "free", label: "Eligible for free lunch" },
      { key: "reduced-price", label: "Eligible for reduced-price lunch" },
      { key: "not-eligible", label: "Not eligible" },
    ],
    note: PROXY,
  }),
  simpleScheme({
    ...income,
    id: "direct-certification",
    name: "Direct certification by public benefits",
    whole: "All",
    categories: [
      { key: "certified", label: "Certified by a public benefit" },
      { key: "not-certified", label: "Not certified" },
    ],
    note: `${PROXY} It misses families who do not take up benefits, or whose records do not match.`,
    sources: [
      ...ew("income-level"),
      "https://www.urban.org/urban-wire/new-measures-student-poverty-solve-some-challenges-and-create-others",
    ],
  }),
  simpleScheme({
    ...income,
    id: "pell-grant",
    name: "Pell Grant, in postsecondary education",
    whole: "All",
    categories: [
      { key: "recipient", label: "Receives a Pell Grant" },
      { key: "not-recipient", label: "Does not receive a Pell Grant" },
    ],
    note: PROXY,
  }),
];

/** Disability, language, housing and care. */
export const SITUATIONS: readonly BuiltInScheme[] = [
  {
    id: "disability",
    name: "Disability, in pre-K to grade 12",
    dimension: "disability",
    versions: [
      {
        version: "2022",
        categories: [
          { key: "with-disability", label: "With a disability", description: "Has an IEP or a 504 plan." },
          { key: "without-disability", label: "Without a disability" },
          { key: "iep", label: "With an individualized education program (IEP)" },
          { key: "plan-504", label: "With a 504 plan and no IEP" },
        ],
        wholes: [
          { label: "All", categories: ["with-disability", "without-disability"] },
          { label: "All, by plan", categories: ["iep", "plan-504", "without-disability"] },
        ],
        crosswalks: [],
        note: "Some sources count an IEP only: then those with a 504 plan are without a disability there. Adults are counted by other definitions.",
        sources: ew("disability-status"),
      },
    ],
  },
  {
    id: "english-learner",
    name: "English learner status",
    dimension: "english-learner",
    versions: [
      {
        version: "2022",
        categories: [
          { key: "current", label: "English learner now" },
          { key: "former", label: "Reclassified: was an English learner" },
          { key: "never", label: "Never an English learner" },
          { key: "ever", label: "Ever an English learner", description: "Now, or reclassified since." },
          { key: "not-current", label: "Not an English learner now" },
          {
            key: "newcomer",
            label: "Newcomer",
            description: "Fewer than four years in schools of the United States.",
          },
          {
            key: "long-term",
            label: "Long-term",
            description: "An English learner for more than five years.",
          },
        ],
        wholes: [
          { label: "All, by history", categories: ["current", "former", "never"] },
          { label: "All, at present", categories: ["current", "not-current"] },
          { label: "All, ever or never", categories: ["ever", "never"] },
        ],
        crosswalks: [],
        note: "Who learns English well leaves the category of current learners: its results fall behind for that reason alone. Read it beside ever.",
        sources: ew("english-learner"),
      },
    ],
  },
  {
    id: "housing",
    name: "Housing of students",
    dimension: "housing",
    versions: [
      {
        version: "2022",
        categories: [
          {
            key: "homeless",
            label: "Experiencing homelessness",
            description:
              "Without a fixed, regular and adequate place to spend the night (McKinney-Vento Act).",
          },
          { key: "housed", label: "Housed" },
          { key: "sheltered", label: "In a shelter or transitional housing" },
          { key: "doubled-up", label: "Doubled up with others, for want of a home" },
          { key: "hotel", label: "In a hotel or motel, for want of a home" },
          { key: "unsheltered", label: "Unsheltered" },
        ],
        wholes: [
          { label: "All", categories: ["homeless", "housed"] },
          {
            label: "All, by where they spend the night",
            categories: ["sheltered", "doubled-up", "hotel", "unsheltered", "housed"],
          },
        ],
        crosswalks: [],
        note: "Housing agencies count fewer people: those doubled up are not homeless by their definition.",
        sources: [
          ESSA,
          "https://ps-compliance.powerschool-docs.com/pssis-il/latest/primary-nighttime-residence",
        ],
      },
    ],
  },
  simpleScheme({
    id: "foster-care",
    name: "Foster care",
    dimension: "foster-care",
    version: "2022",
    whole: "All",
    categories: [
      { key: "in-foster-care", label: "In foster care" },
      { key: "not-in-foster-care", label: "Not in foster care" },
    ],
    note: "Say whether by a day or at any time of the year: few children are in care all year.",
    sources: [...ew("individual-current-or-past-child-welfare-involvement"), ESSA],
  }),
];
