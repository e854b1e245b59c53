import * as z from "zod";
import { DimensionsSchema, OpenedBySchema, POLARITIES } from "../measurement/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema, MoneySchema, SignedMoneySchema } from "../platform/money.ts";
import { PeriodSchema } from "../platform/time.ts";
import { DerivedSchema, FigureSchema, STATUSES } from "./figure.ts";

/** From what a need is told: the group's own target, everybody's where it has none, or where nobody set one, or no way is better, the level itself. */
export const NEED_BASES = ["distance-from-target", "distance-from-target-of-all", "level"] as const;

/** How far a place or a group is from where it shall be. */
const NeedFigureSchema = lazy(() =>
  z
    .strictObject({
      basis: z.enum(NEED_BASES),
      figure: z.union([DerivedSchema(), FigureSchema()]),
      target: FigureSchema().optional(),
    })
    .meta({
      id: "NeedFigure",
      description: "A distance is above 0 while the target is not reached, whichever way is better.",
    }),
);
export type NeedFigure = z.infer<ReturnType<typeof NeedFigureSchema>>;

/** Money divided by children: nothing, with the status of the children's number, where that is not shown. */
const PerChildSchema = lazy(() =>
  z
    .strictObject({ amount: MoneySchema().optional(), status: z.enum(STATUSES) })
    .meta({ id: "MoneyPerChild" }),
);
export type PerChild = z.infer<ReturnType<typeof PerChildSchema>>;

/** The money of targeted strategies that name a group, in one currency, and for each of its children. */
const GroupMoneySchema = lazy(() =>
  z.strictObject({ currency: CurrencySchema(), targeted: SignedMoneySchema(), perChild: PerChildSchema() }),
);

const NeedGroupSchema = lazy(() =>
  z
    .strictObject({
      dimensions: DimensionsSchema(),
      category: z.string(),
      label: z.string(),
      period: PeriodSchema(),
      children: FigureSchema(),
      latest: FigureSchema(),
      need: NeedFigureSchema(),
      money: z.array(GroupMoneySchema()),
      strategyIds: z.array(idSchema("str")),
    })
    .meta({
      id: "NeedGroup",
      description:
        "Only money of targeted strategies whose populations name the group by its key or label. One that names several groups counts whole in each.",
    }),
);
export type NeedGroup = z.infer<ReturnType<typeof NeedGroupSchema>>;

const NeedStrategySchema = lazy(() =>
  z.strictObject({
    id: idSchema("str"),
    name: z.string(),
    kind: z.enum(["universal", "targeted"]),
    populations: z.array(z.string()).optional(),
    committed: z.array(SignedMoneySchema()),
    /** Groups of this place that its populations name. */
    groups: z.array(z.string()),
  }),
);
export type NeedStrategy = z.infer<ReturnType<typeof NeedStrategySchema>>;

const PlaceMoneySchema = lazy(() =>
  z.strictObject({
    currency: CurrencySchema(),
    committed: SignedMoneySchema(),
    universal: SignedMoneySchema(),
    targeted: SignedMoneySchema(),
    perChild: PerChildSchema(),
  }),
);

/** One outcome of one partnership in its place. */
const NeedPlaceSchema = lazy(() =>
  z
    .strictObject({
      partnership: z.strictObject({ id: idSchema("prt"), name: z.string() }),
      place: z.strictObject({ code: z.string(), name: z.string().optional() }),
      indicator: z.strictObject({
        id: idSchema("ind"),
        name: z.string(),
        version: z.int(),
        polarity: z.enum(POLARITIES),
        denominatorDefinition: z.string(),
      }),
      children: FigureSchema().optional(),
      latest: FigureSchema().optional(),
      need: NeedFigureSchema().optional(),
      money: z.array(PlaceMoneySchema()),
      strategies: z.array(NeedStrategySchema()),
      groups: z.array(NeedGroupSchema()),
    })
    .meta({
      id: "NeedPlace",
      description:
        "Money: all that you committed to strategies whose links lead to the outcome, over all years; a strategy that leads to several outcomes counts whole in each. Children: the denominator of the outcome's latest period. Universal money reaches everybody and is not divided among groups.",
    }),
);
export type NeedPlace = z.infer<ReturnType<typeof NeedPlaceSchema>>;

/** Why a partnership that is funded is not among the places. */
export const LEFT_OUT = ["not-shared", "no-link-to-outcome", "not-summarised", "comparison-place"] as const;

/** Where money is beside where it is needed, for one outcome: a page of the partnerships that one funds. */
export const NeedSchema = lazy(() =>
  z
    .strictObject({
      outcomeId: z.string(),
      dataUseAgreements: OpenedBySchema(),
      places: z.array(NeedPlaceSchema()),
      leftOut: z.array(
        z.strictObject({
          partnershipId: idSchema("prt"),
          name: z.string().optional(),
          why: z.enum(LEFT_OUT),
          committed: z.array(SignedMoneySchema()),
        }),
      ),
      next: z.string().optional().meta({ description: "The cursor of the next page of partnerships." }),
    })
    .meta({
      id: "Need",
      description:
        "Figures that could identify a child are null with status c, and so is what would follow from them.",
    }),
);
export type Need = z.infer<ReturnType<typeof NeedSchema>>;
