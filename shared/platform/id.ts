import { ulid } from "ulid";
import * as z from "zod";

/** What each prefix names. Ids are `prefix_` and a ULID: sortable by the time they were made. */
export const ID_PREFIXES = {
  cmt: "commitment",
  pay: "ledger entry",
  prt: "partnership",
  str: "strategy",
  ind: "indicator",
  lnk: "link",
  org: "organisation",
  per: "person",
  key: "API key",
  job: "job",
  prp: "proposal",
  bet: "big bet",
  tpl: "report template",
  sch: "category scheme",
  run: "payment run",
  doc: "document",
  note: "note",
  lck: "period lock",
  sub: "submission",
  rps: "report submission",
  rpr: "report release",
  map: "import mapping",
  exc: "exception from a period lock",
  agr: "data agreement",
  sto: "story",
  lsn: "lesson",
  frm: "framework",
  asm: "assessment",
  cap: "capacity assessment",
  spt: "support of a capacity",
  rst: "result",
  atv: "activity",
  grp: "group",
  sea: "seat",
  cau: "root cause",
  crv: "story behind a curve",
  rol: "staff role",
  ask: "question of the community",
  acm: "action commitment",
  mtg: "meeting",
  std: "study",
  sys: "systems change",
  tst: "test of change",
  edg: "edge",
  ctb: "contribution statement",
  rel: "release",
  sco: "scorecard",
  ext: "release made elsewhere",
  pol: "disclosure policy",
  dua: "data use agreement",
  req: "release request",
  viw: "view",
} as const;

export type IdPrefix = keyof typeof ID_PREFIXES;
export type NewId = (prefix: IdPrefix) => string;

/** A fresh id of a kind. Passed into use cases as `newId`, so that tests can decide what it gives. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${ulid()}`;
}

/** A schema for ids of one kind. */
export function idSchema(prefix: IdPrefix) {
  return z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`),
      `This is not the id of a ${ID_PREFIXES[prefix]}.`,
    );
}
