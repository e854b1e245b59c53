import { Agent, get } from "node:http";
import { addDays, addMonths } from "../../shared/platform/time.ts";
import { sectionsOf } from "../../shared/reporting/outcome/section-keys.ts";

type Request = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** A page, and the calls of the API that answer what it answers. */
export type Asked = {
  readonly name: string;
  readonly path: string;
  readonly page: Request;
  readonly calls: readonly Request[];
};

type Item = { readonly id: string; readonly title?: string };

/** The pages that are measured, as the demo's people ask for them, and a way to make the funder's book longer. */
export async function pagesOf(origin: string) {
  const [funder, partnership] = await Promise.all([
    tokenOf(origin, "funder"),
    tokenOf(origin, "partnership"),
  ]);
  const first = async (token: string, path: string, title?: string) => {
    const items = await itemsOf(origin, token, path);
    const found = items.find((item) => title === undefined || item.title === title);
    if (!found) throw new Error(`Nothing is listed at ${path}.`);
    return found.id;
  };
  const commitment = `/commitments/${await first(funder, "/commitments?limit=100", "Cedar County place grant")}`;
  const own = `/partnerships/${await first(partnership, "/partnerships")}`;
  const today = new Date().toISOString().slice(0, 10);
  const due = (from: number, to: number) => `/due?from=${addMonths(today, from)}&to=${addMonths(today, to)}`;
  const make = (token: string) => (name: string, path: string, calls: readonly string[]) => ({
    name,
    path,
    page: { url: origin + path, headers: { cookie: `session=${token}`, "accept-encoding": "gzip" } },
    calls: calls.map((call) => ({
      url: `${origin}/v1${call}`,
      headers: { authorization: `Bearer ${token}` },
    })),
  });
  const sections = `${commitment}/report?sections=${sectionsOf("commitment").join(",")}`;
  const [ofFunder, ofPartnership] = [make(funder), make(partnership)];
  return {
    asked: [
      ofFunder("the start page", "/", ["/portfolio", due(-23, 0), due(0, 12)]),
      ofFunder("the list of commitments", "/commitments", ["/commitments?limit=100"]),
      // Its line of sight is what the report tells.
      ofFunder("a commitment", commitment, [commitment, `${commitment}/report`]),
      ofFunder("a commitment's report", `${commitment}/report`, [`${commitment}/report`]),
      ofFunder("an outcome report", `${commitment}/outcome-report`, [sections]),
      ofFunder("the portfolio's report", "/portfolio/report", ["/portfolio/report"]),
      ofPartnership("a partnership's start page", "/", ["/partnerships", own, `${own}/report`]),
      ofPartnership("a partnership", own, [`${own}/workspace`, `${own}/report`]),
      ofPartnership("the indicators of a partnership", `${own}/indicators`, [`${own}/report`]),
      ofPartnership("lessons", "/lessons", ["/lessons"]),
      ofFunder("payment runs", "/payment-runs", ["/payment-runs"]),
      ofFunder("people", "/settings/people", ["/people"]),
    ],
    /** Records so many commitments of the funder, each with five payments ahead or behind. */
    addCommitments: async (count: number) => {
      for (let number = 0; number < count; number++) await addCommitment(origin, funder, number);
    },
  };
}

async function addCommitment(origin: string, token: string, number: number): Promise<void> {
  const startOn = addMonths("2024-01-15", number % 36);
  const money = (amount: string) => ({ amount, currency: "USD" });
  const tranches = Array.from({ length: 5 }, (_, year) => ({
    dueOn: addMonths(startOn, 12 * year),
    amount: money("10000.00"),
  }));
  const body = {
    title: `Grant ${number}`,
    recipient: { name: `Recipient ${number % 50}` },
    amount: money("50000.00"),
    // Yesterday has come in every time zone, and its books are open.
    agreedOn: addDays(new Date().toISOString().slice(0, 10), -1),
    ...{ startOn, endOn: addMonths(startOn, 60), tranches },
  };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const made = await fetch(`${origin}/v1/commitments`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!made.ok) throw new Error(await made.text());
}

async function tokenOf(origin: string, person: string): Promise<string> {
  return (await (await fetch(`${origin}/local/token?person=${person}`)).text()).trim();
}

async function itemsOf(origin: string, token: string, path: string): Promise<readonly Item[]> {
  const answer = await fetch(`${origin}/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { items: readonly Item[] }).items;
}

const agent = new Agent({ keepAlive: true });

/** Milliseconds until the last of some answers began, all asked for side by side. Throws where one is no success. */
export async function firstByteOf(requests: readonly Request[]): Promise<number> {
  const start = performance.now();
  const ends = await Promise.all(requests.map(answered));
  return Math.max(...ends) - start;
}

function answered({ url, headers }: Request): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (answer) => {
      const began = performance.now();
      answer.resume();
      answer.on("end", () =>
        answer.statusCode === 200
          ? resolve(began)
          : reject(new Error(`${url} answered ${answer.statusCode}.`)),
      );
    });
    request.on("error", reject);
  });
}

/** The bytes of script that a page ships: inline, and in the files that it names. */
export async function scriptBytesOf({ page }: Asked): Promise<number> {
  const html = await (await fetch(page.url, { headers: page.headers })).text();
  const scripts = [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)];
  const sizes = scripts.map(async ([, attributes = "", inline = ""]) => {
    const source = /\bsrc="([^"]*)"/.exec(attributes)?.[1];
    if (source === undefined) return Buffer.byteLength(inline);
    return (await (await fetch(new URL(source, page.url))).arrayBuffer()).byteLength;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
