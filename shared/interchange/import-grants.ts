import { ok, type Result } from "../platform/result.ts";
import { readGrantPackage, readGrants } from "./360giving.ts";
import type { GrantReading } from "./360giving-grant.ts";
import { countExtraFields, extraFieldFindings } from "./360giving-violations.ts";
import { type Finding, pointerBelow, rejection } from "./finding.ts";
import {
  type AwardOutcome,
  type Batch,
  type BatchContext,
  evenBatches,
  type GrantPorts,
  type ImportFile,
} from "./import-file.ts";
import type { CountedResult } from "./import-result.ts";
import { mapGrant, recipientParty, unrecordable } from "./map-grant.ts";

/** Grants a batch: as many pointers as one BatchGet brings. */
const BATCH = 100;

/** Opens a 360Giving package for an import: every grant is a record. Refused as `readGrantPackage` refuses. */
export function openGrantFile(ports: GrantPorts, bytes: Uint8Array): Result<ImportFile> {
  const read = readGrantPackage(bytes);
  if (!read.ok) return read;
  const { grants, packageFindings } = read.value;
  const total = grants.length;
  const readingsOf = ({ from, count }: Batch) =>
    readGrants(grants, { from, count }).map((reading, step) => withLimits(reading, from + step));
  return ok({
    form: { format: "json" },
    total,
    batches: evenBatches(total, BATCH),
    // A grant that the file repeats has to find the first one recorded.
    width: 1,
    findings: () => {
      const all = readGrants(grants, { from: 0, count: total });
      return [...packageFindings, ...extraFieldFindings(countExtraFields(all))];
    },
    check: async (batch, context) => {
      const readings = readingsOf(batch);
      if (context.dryRun) return previewGrants(ports, { readings, batch, context });
      return readings.map((reading) => resultOf(reading, undefined));
    },
    record: (batch, context) => recordGrants(ports, { readings: readingsOf(batch), batch, context }),
  });
}

/** A reading that commitments cannot keep is a rejected one. */
function withLimits(reading: GrantReading, index: number): GrantReading {
  const reason = reading.kind === "grant" ? unrecordable(reading.grant, index) : undefined;
  if (reading.kind === "rejected" || !reason) return reading;
  const { extraFields, grant } = reading;
  const findings = [...reading.findings, reason];
  return { kind: "rejected", externalId: grant.externalId, findings, reasons: [reason], extraFields };
}

type Recording = {
  readonly readings: readonly GrantReading[];
  readonly batch: Batch;
  readonly context: BatchContext;
};

/**
 * Records a batch of grants: their recipients first, then the awards; an award that the file repeats comes after all others,
 * so that it finds the first one and is answered as unchanged.
 */
async function recordGrants(ports: GrantPorts, work: Recording): Promise<CountedResult[]> {
  const { readings, batch, context } = work;
  const parties = readings.flatMap((reading) => partyOf(reading) ?? []);
  const idOf = await ports.registerParties(parties, context);
  const outcomes = new Map<number, AwardOutcome>();
  for (const repeated of [false, true]) {
    const round = [...readings.entries()].flatMap(([index, reading]) =>
      reading.kind === "grant" && (reading.duplicateOf !== undefined) === repeated
        ? [{ index, reading }]
        : [],
    );
    if (round.length === 0) continue;
    const awards = round.map(({ reading }) => {
      const party = partyOf(reading);
      return mapGrant(reading, party && idOf(party));
    });
    const answers = await ports.recordAwards(awards, context);
    for (const [at, { index }] of round.entries()) {
      const answer = answers[at];
      if (answer) outcomes.set(index, answer);
    }
  }
  return readings.map((reading, index) => resultOf(reading, outcomes.get(index), batch.from + index));
}

/** What recording a batch would answer: a grant that the file repeats would find the first one. */
async function previewGrants(ports: GrantPorts, work: Recording): Promise<CountedResult[]> {
  const { readings, batch, context } = work;
  const firsts = [...readings.entries()].flatMap(([index, reading]) =>
    reading.kind === "grant" && reading.duplicateOf === undefined ? [{ index, reading }] : [],
  );
  const awards = firsts.map(({ reading }) => mapGrant(reading, undefined));
  const answers = await ports.previewAwards(awards, context);
  const outcomes = new Map(firsts.map(({ index }, at) => [index, answers[at]]));
  const repeated: AwardOutcome = { outcome: "unchanged" };
  return readings.map((reading, index) =>
    resultOf(reading, outcomes.get(index) ?? repeated, batch.from + index),
  );
}

function partyOf(reading: GrantReading) {
  return reading.kind === "grant" ? recipientParty(reading.grant) : undefined;
}

/** The answer to a grant: as it was recorded, or held back where recording was not tried. */
function resultOf(reading: GrantReading, recorded: AwardOutcome | undefined, index = 0): CountedResult {
  const findings = reading.findings.map((one) => ({ ...one }));
  if (reading.kind === "rejected") {
    const { externalId } = reading;
    return { ...(externalId === undefined ? {} : { externalId }), outcome: "rejected", findings };
  }
  const { externalId } = reading.grant;
  if (!recorded) return { externalId, outcome: "held-back", findings };
  const { outcome, commitmentId, problem } = recorded;
  const refused: Finding[] = problem
    ? [rejection(pointerBelow("/grants", index), "not-recordable", problem.detail)]
    : [];
  return {
    externalId,
    outcome,
    ...(commitmentId === undefined ? {} : { commitmentId }),
    findings: [...findings, ...refused],
  };
}
