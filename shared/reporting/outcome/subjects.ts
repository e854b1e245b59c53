import type { LoadedPartnership } from "../../partnerships/index.ts";
import { defined } from "../../platform/defined.ts";
import { type CommitmentAsRead, commitmentFacts } from "../subject-facts.ts";
import type { Subject } from "./outcome-report.ts";

/** What a report of a commitment is of. */
export function commitmentSubject(commitment: CommitmentAsRead): Subject {
  const { id, title, description, status, startOn, endOn, version, recordedAt } = commitmentFacts(commitment);
  return present({ id, title, purpose: description, status, startOn, endOn, version, recordedAt });
}

type Bet = Pick<Subject, "id" | "title" | "purpose" | "plan" | "startOn" | "endOn">;

/** What a report of a big bet is of. */
export function betSubject(
  bet: Bet,
  head: { readonly version: number; readonly recordedAt: string },
): Subject {
  const { id, title, purpose, plan, startOn, endOn } = bet;
  const { version, recordedAt } = head;
  return present({ id, title, purpose, plan, startOn, endOn, version, recordedAt });
}

/** What a report of a partnership, or of one of its strategies, is of; undefined where it has no such strategy. */
export function workSubject(
  partnership: LoadedPartnership,
  strategyId: string | undefined,
): Subject | undefined {
  const { head, version, recordedAt, strategies } = partnership;
  if (strategyId === undefined) {
    const { id, name: title, purpose, status } = head;
    return { id, title, purpose, status, version, recordedAt };
  }
  const strategy = strategies.find(({ id }) => id === strategyId);
  if (!strategy) return undefined;
  const { id, name: title, description, status, startedOn, endedOn } = strategy;
  const words = { purpose: description, status, startOn: startedOn, endOn: endedOn };
  return present({ id, title, ...words, version, recordedAt });
}

/** The strategies that commitments allocate to. */
export function allocatedIn(commitments: readonly CommitmentAsRead[]): string[] {
  return commitments.flatMap(({ state }) => state.allocations.map(({ strategyId }) => strategyId));
}

/** Whether a commitment allocates something to a strategy; where none is named, it does. */
export function allocatesTo({ state }: CommitmentAsRead, strategyId: string | undefined): boolean {
  return strategyId === undefined || state.allocations.some((one) => one.strategyId === strategyId);
}

type Loose<T> = { readonly [K in keyof T]: T[K] | undefined };

function present(subject: Loose<Subject> & Pick<Subject, "id" | "title">): Subject {
  return defined(subject) as Subject;
}
