import type { Highs } from "highs";
import { attack, type Exposure, type Knowledge } from "./attack.ts";
import { type Target, TOLERANCE } from "./change-program.ts";
import type { Unit } from "./count-system.ts";
import { type Proof, Reach } from "./reach.ts";
import type { ReleasePolicy } from "./release-policy.ts";
import type { Standings } from "./standing.ts";
import { targetsOf } from "./suppress.ts";

type Audited = Knowledge & {
  readonly standings: Standings;
};

/**
 * Attacks what would be published, and answers the hidden counts of which a reader learns too much: those that follow exactly, and
 * those that have fewer than `minimumWidth` values above the lowest left. A count is let pass where a proof, checked here against
 * everything that is known, shows it otherwise possible; all others are put to the linear programs.
 */
export function audit(
  highs: Highs,
  knowledge: Audited,
  {
    asked,
    proofs,
    policy: { minimumWidth, minimumCell },
  }: {
    asked: readonly number[];
    proofs: readonly Proof[];
    policy: Pick<ReleasePolicy, "minimumWidth" | "minimumCell">;
  },
): Exposure[] {
  const { system, hiding } = knowledge;
  const reach = new Reach();
  for (const proof of proofs.filter((one) => holds(one, knowledge))) reach.add(proof);
  const isOpen = (target: Target) => reach.width(target) >= minimumWidth;
  const doubtful = asked
    .flatMap((unit) => targetsOf(system, unit, { how: hiding.get(unit) ?? "nothing", minimumCell }))
    .filter((target) => !isOpen(target));
  return attack(highs, knowledge, doubtful).filter(
    ({ least, most, recovered }) => recovered || most - least < minimumWidth,
  );
}

/** Whether a change is one that no reader could tell: it touches what is hidden only, and leaves every equation and band true. */
function holds(proof: Proof, { system, standings, hiding, base, bands }: Audited): boolean {
  const fits = [...proof].every(([index, { inside, outside, all }]) => {
    const unit = system.units[index] as Unit;
    const how = hiding.get(index) ?? "nothing";
    const now = (base.get(unit.inside) ?? 0) + inside;
    const band = bands.get(index);
    if (how === "nothing" || now < -TOLERANCE) return false;
    if (band && (now < band.least - TOLERANCE || now > band.most + TOLERANCE)) return false;
    if (unit.outside === undefined) return true;
    return (
      (how === "all" || Math.abs(all) < TOLERANCE) && (base.get(unit.outside) ?? 0) + outside > -TOLERANCE
    );
  });
  if (!fits) return false;
  const differences = new Map<number, number>();
  for (const [unit, { inside, outside }] of proof)
    for (const { equation, isInside, by } of standings(unit))
      differences.set(equation, (differences.get(equation) ?? 0) + by * (isInside ? inside : outside));
  return [...differences.values()].every((difference) => Math.abs(difference) < TOLERANCE);
}
