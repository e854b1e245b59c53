import { can } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import type { CommitmentState } from "../../shared/investments/commitment.ts";
import { LIVE_STATUSES, PAYING_STATUSES } from "../../shared/investments/commitment-status.ts";
import { isPlanned, openMinor, type Tranche } from "../../shared/investments/index.ts";
import type { Block } from "../../shared/investments/payment-blocks.ts";
import { isBlocked, isConditional, isDonorCondition } from "../../shared/investments/tranche.ts";
import { AMENDMENTS, type AmendmentKind } from "./acts/amend.ts";
import { ownSteps } from "./acts/change-status.ts";
import type { Offer } from "./views/timeline.tsx";

/** What somebody may begin on a commitment as it stands; each form, and the operation behind it, asks again. */
export type Offers = {
  readonly main: readonly Offer[];
  readonly amendments: readonly Offer[];
  readonly ofTranche: (tranche: Tranche, blocks: readonly Block[]) => readonly Offer[];
  readonly ofLedger: readonly Offer[];
  readonly mayWrite: boolean;
  readonly mayMoveMoney: boolean;
  readonly mayNote: boolean;
};

const NOTHING: Offers = {
  main: [],
  amendments: [],
  ofTranche: () => [],
  ofLedger: [],
  mayWrite: false,
  mayMoveMoney: false,
  mayNote: false,
};

/** What a person is offered on the page of a commitment: nothing, unless their organisation is its funder. */
export function offersOn({ commitment }: CommitmentState, principal: Principal, today: string): Offers {
  if (commitment.funder.organisationId !== principal.organisationId) return NOTHING;
  const address = `/commitments/${commitment.id}`;
  const { status } = commitment;
  const mayWrite = can(principal, "commitment:write");
  const main: Offer[] = [
    ...(ownSteps(status).length > 0
      ? [{ address: `${address}/status`, text: "Change the status", isMain: true }]
      : []),
    { address: `${address}/description`, text: "Change the description" },
  ];
  return {
    main: mayWrite ? main : [],
    amendments: mayWrite ? amendmentOffers(status, address) : [],
    ofTranche: (tranche, blocks) => trancheOffers(tranche, { blocks, principal, status, address, today }),
    ofLedger: ledgerOffers(status, { principal, address }),
    mayWrite,
    mayMoveMoney: can(principal, "payment:write"),
    mayNote: can(principal, "document:write"),
  };
}

function amendmentOffers(status: CommitmentState["commitment"]["status"], address: string): Offer[] {
  if (!LIVE_STATUSES.some((live) => live === status)) return [];
  const kinds = (Object.keys(AMENDMENTS) as AmendmentKind[]).filter((kind) => {
    if (kind === "resumption") return status === "suspended";
    if (kind === "suspension") return status === "active";
    return kind !== "termination" || status === "active" || status === "suspended" || status === "closing";
  });
  return kinds.map((kind) => ({ address: `${address}/amendments/new/${kind}`, text: AMENDMENTS[kind] }));
}

/** Once there is an agreement, its recipient tells what was spent, also after its end. */
function ledgerOffers(
  status: At["status"],
  { principal, address }: Pick<At, "principal" | "address">,
): Offer[] {
  const isSpent = status === "closed" || status === "terminated" || isLiveNow(status);
  if (!isSpent || !can(principal, "payment:write")) return [];
  return [{ address: `${address}/expenditures/new`, text: "Record what was spent" }];
}

function isLiveNow(status: At["status"]): boolean {
  return LIVE_STATUSES.some((live) => live === status);
}

type At = {
  readonly blocks: readonly Block[];
  readonly principal: Principal;
  readonly status: CommitmentState["commitment"]["status"];
  readonly address: string;
  readonly today: string;
};

function trancheOffers(tranche: Tranche, { blocks, principal, status, address, today }: At): Offer[] {
  const at = `${address}/tranches/${tranche.number}`;
  const mayWrite = can(principal, "commitment:write");
  const isOpen = openMinor(tranche) > 0;
  const isPaying = PAYING_STATUSES.some((paying) => paying === status);
  const isLive = isLiveNow(status);
  const mayGiveUp = isLive && isOpen && can(principal, "payment:write");
  const hindered = blocks.filter(({ code }) => code !== "approval-missing");
  const isFree = isOpen && isPaying && hindered.length === 0;
  const waits = isConditional(tranche) || (tranche.rule !== undefined && tranche.waivedOn === undefined);
  const offers: (Offer & { readonly isOffered: boolean })[] = [
    {
      address: `${at}/payment`,
      text: "Pay",
      isMain: tranche.dueOn <= today,
      isOffered: isFree && blocks.length === 0 && can(principal, "payment:write"),
    },
    { address: `${at}/approval`, text: "Approve", isOffered: isFree && can(principal, "payment:approve") },
    {
      address: `${at}/condition`,
      text: "Condition met",
      isOffered: mayWrite && isDonorCondition(tranche.condition) && isConditional(tranche) && isOpen,
    },
    {
      address: `${at}/rule`,
      text: tranche.rule ? "Change what it waits for" : "Tie to a report or a milestone",
      isOffered: mayWrite && isOpen && (isPlanned(status) || isLive),
    },
    { address: `${at}/waiver`, text: "Waive", isOffered: mayWrite && isLive && isOpen && waits },
    {
      address: `${at}/advance`,
      text: "Advance",
      isOffered: mayWrite && isPaying && isOpen && hindered.length > 0,
    },
    {
      address: `${at}/refund`,
      text: "Record a refund",
      isOffered: tranche.paidMinor > tranche.refundedMinor && can(principal, "payment:write"),
    },
    { address: `${at}/release`, text: "Release", isOffered: mayGiveUp },
    {
      address: `${at}/forfeiture`,
      text: "Forfeit",
      isOffered: mayGiveUp && (isConditional(tranche) || isBlocked(tranche)),
    },
  ];
  return offers.filter(({ isOffered }) => isOffered).map(({ isOffered: _, ...offer }) => offer);
}
