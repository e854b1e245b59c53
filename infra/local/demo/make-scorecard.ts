import type { ApiClient } from "./api-client.ts";
import { settled } from "./make-release.ts";
import type { MadePartnership, StrategyKey } from "./partnership.ts";

/** The county's own words for everybody, in both languages of its families. */
const WORDS = {
  title: {
    en: "Cedar County: are our children better off?",
    es: "Condado de Cedar: ¿están mejor nuestros niños?",
  },
  introduction: {
    en: "Thirty organizations share these results. The county, its figures and its names are invented.",
    es: "Treinta organizaciones comparten estos resultados. El condado, sus cifras y sus nombres son inventados.",
  },
  missing: {
    en: "Children who learn at home or in private schools are not in the schools' files. Children who moved during the year are counted where they were in spring.",
    es: "Los niños que estudian en casa o en escuelas privadas no están en los archivos de las escuelas. Los que se mudaron durante el año se cuentan donde estaban en primavera.",
  },
};

/** What the indicators of the release are called in Spanish, and what systems do in each. */
const INDICATORS: Readonly<
  Record<string, { readonly es: string; readonly en: string; readonly do: string }>
> = {
  "kindergarten-readiness": {
    es: "Listos para el kínder",
    en: "Early learning gets children ready for school",
    do: "La educación temprana prepara a los niños para la escuela",
  },
  "early-grade-reading": {
    es: "Alumnos de tercer grado que leen a su nivel",
    en: "Schools teach children to read",
    do: "Las escuelas enseñan a leer",
  },
  "middle-grade-math": {
    es: "Alumnos de octavo grado al nivel en matemáticas",
    en: "Schools teach mathematics",
    do: "Las escuelas enseñan matemáticas",
  },
  "high-school-graduation": {
    es: "Graduación de la preparatoria en cuatro años",
    en: "High schools lead students to a diploma",
    do: "Las preparatorias llevan a sus alumnos al diploma",
  },
  "postsecondary-enrolment": {
    es: "Graduados que siguen estudiando",
    en: "Colleges open their doors",
    do: "Las universidades abren sus puertas",
  },
  "postsecondary-completion": {
    es: "Título o certificado a tiempo",
    en: "Colleges help students finish",
    do: "Las universidades ayudan a terminar",
  },
  employment: {
    es: "Jóvenes con un buen empleo",
    en: "Employers offer good jobs",
    do: "Las empresas ofrecen buenos empleos",
  },
  "chronic-absence-year": {
    es: "Ausencias frecuentes en todo el año",
    en: "Schools bring children to class",
    do: "Las escuelas logran que los niños vayan a clase",
  },
};

const STRATEGIES: Readonly<Record<StrategyKey, string>> = {
  "full-day-pre-k": "Preescolar de día completo en cada barrio",
  "early-literacy": "Tutores de lectura y apoyo a maestros",
  "welcoming-schools": "Escuelas que acogen y equipos de asistencia",
  "stable-homes": "Hogares estables, escuelas estables",
  "college-navigators": "Guías desde el noveno grado hasta un título",
  "teacher-pathways": "Caminos para ser maestro y fondos justos",
};

type Made = {
  readonly partnership: MadePartnership;
  readonly releaseId: string;
  readonly outcomes: Readonly<Record<string, string>>;
};

/** Prepares the county's scorecard, looks at it as its state says, and publishes it. */
export async function makeScorecard(backbone: ApiClient, made: Made): Promise<void> {
  const { partnership, releaseId, outcomes } = made;
  const changes = await backbone.get(`/partnerships/${partnership.id}/systems-changes`);
  const body = {
    ...WORDS,
    ...{ partnershipId: partnership.id, releaseId },
    indicators: Object.entries(outcomes).map(([name, id]) => ({ id, showsTarget: true, ...wordsOf(name) })),
    strategies: Object.entries(STRATEGIES).map(([key, es]) => {
      return { id: partnership.strategyIds[key as StrategyKey], es };
    }),
    systemsChanges: (changes.body.items ?? []).slice(0, 5).map(({ id }) => ({ id })),
    showsMoney: true,
    showsGateways: true,
  };
  const card = await backbone.post("/scorecards", body, "scorecard");
  const path = `/scorecards/${card.body.id}`;
  const composed = await settled(backbone, path, ["composing"]);
  if (composed.body.status === "composed")
    await backbone.postOver(`${path}/publish`, composed.version, "scorecard-published");
  const { body: out } = await settled(backbone, path, ["composing", "publishing"]);
  if (out.status !== "published") throw new Error(`The scorecard of the demo is ${out.status}.`);
}

function wordsOf(name: string) {
  const words = INDICATORS[name];
  return words ? { es: words.es, about: { en: words.en, es: words.do } } : {};
}
