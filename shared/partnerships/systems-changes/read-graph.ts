import { HEAD } from "../../platform/aggregate.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { getItems, type Item, type Table } from "../../platform/table.ts";
import { partsOf, prefixOf, readWith } from "../agenda/agenda.store.ts";
import { noSuchPart } from "../agenda/write-part.ts";
import { type LoadedPartnership, requireReadable } from "../partnership.store.ts";
import { type Access, accessIn, recordPk, recordsPage, toView } from "../record.store.ts";
import { isForReaders, type RecordKind, type RecordView } from "../record-kind.ts";
import { TESTS_OF_CHANGE } from "../tests-of-change/test-of-change.ts";
import { EDGES, type Edge } from "./edge.ts";
import {
  changeNode,
  type Graph,
  type GraphNode,
  graphOf,
  strategyNode,
  studyNode,
  testNode,
} from "./graph.ts";
import { STUDIES } from "./study.ts";
import { SYSTEMS_CHANGES } from "./systems-change.ts";

export const EDGE_PREFIX = prefixOf(EDGES);
/** So many of the latest of each kind stand in a graph, beside all that edges name. */
const LATEST = 50;

type Asked = { readonly partnershipId: string; readonly organisationId: string };

/**
 * What led to what in a partnership, for those who may read it: all strategies, the latest fifty studies, systems changes and tests,
 * and whatever else a stated edge names. Three rounds: the partnership with its edges; the lists; what edges name beyond those.
 */
export async function showGraph(
  deps: { readonly table: Table },
  asked: Asked,
): Promise<Result<{ readonly graph: Graph; readonly version: number }>> {
  const { table } = deps;
  const loaded = await readWith([EDGE_PREFIX])(table, asked.partnershipId);
  const readable = requireReadable(loaded, asked);
  if (!readable.ok) return readable;
  const partnership = readable.value;
  const access = accessIn(partnership, asked.organisationId);
  const latest = await latestRecords(table, { partnershipId: asked.partnershipId, access });
  const known = [...strategiesIn(partnership), ...nodesOf(latest)];
  const more = await missingNodes(table, { partnership, known, access });
  return ok({ graph: graphOf([...known, ...more], edgesIn(partnership)), version: partnership.version });
}

/** One edge, for those who may see both its ends. Three rounds. */
export async function showEdge(
  deps: { readonly table: Table },
  asked: Asked & { readonly edgeId: string },
): Promise<Result<{ readonly edge: Edge; readonly version: number }>> {
  const shown = await showGraph(deps, asked);
  if (!shown.ok) return shown;
  const edge = shown.value.graph.edges.find(({ id }) => id === asked.edgeId);
  return edge ? ok({ edge, version: shown.value.version }) : fail(noSuchPart(EDGES));
}

/** The latest studies, systems changes and tests of a partnership that one may see. One round of three Queries. */
export async function latestRecords(
  table: Table,
  asked: { readonly partnershipId: string; readonly access: Access },
) {
  const paging = { ...asked, limit: LATEST };
  const [studies, changes, tests] = await Promise.all([
    recordsPage(table, STUDIES, paging),
    recordsPage(table, SYSTEMS_CHANGES, paging),
    recordsPage(table, TESTS_OF_CHANGE, paging),
  ]);
  return { studies: studies.items, changes: changes.items, tests: tests.items };
}
type Latest = Awaited<ReturnType<typeof latestRecords>>;

/** Records as nodes. */
export function nodesOf({ studies, changes, tests }: Latest): GraphNode[] {
  return [...studies.map(studyNode), ...changes.map(changeNode), ...tests.map(testNode)];
}

/** The strategies of a partnership as nodes. */
export function strategiesIn({ strategies }: Pick<LoadedPartnership, "strategies">): GraphNode[] {
  return strategies.map(strategyNode);
}

/** The edges among what was read of a partnership. */
export function edgesIn({ items }: Pick<LoadedPartnership, "items">): Edge[] {
  return partsOf(items, EDGES);
}

/** What edges name that is not among known nodes, as far as one may see it. One BatchGet, of at most 600 heads; none where all is known. */
export async function missingNodes(
  table: Table,
  asked: {
    readonly partnership: LoadedPartnership;
    readonly known: readonly GraphNode[];
    readonly access: Access;
  },
): Promise<GraphNode[]> {
  const known = new Set(asked.known.map(({ id }) => id));
  const named = edgesIn(asked.partnership).flatMap(({ fromId, toId }) => [fromId, toId]);
  const missing = [...new Set(named)].filter((id) => !known.has(id) && !id.startsWith("str_"));
  if (missing.length === 0) return [];
  const heads = await getItems(
    table,
    missing.map((id) => ({ pk: recordPk(id), sk: HEAD })),
    { consistent: true },
  );
  return heads.filter((head) => asked.access === "owner" || isForReaders(head)).flatMap(nodeOf);
}

/** The node of a stored head, by the kind of record it is. */
function nodeOf(head: Item): GraphNode[] {
  const as = <F extends object, R extends object>(
    kind: RecordKind<F, R>,
    node: (view: RecordView<R>) => GraphNode,
  ) => (head.pk.startsWith(`${kind.prefix.toUpperCase()}#`) ? [node(toView(kind, head))] : []);
  return [...as(STUDIES, studyNode), ...as(SYSTEMS_CHANGES, changeNode), ...as(TESTS_OF_CHANGE, testNode)];
}
