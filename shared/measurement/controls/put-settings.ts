import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../indicator.store.ts";
import { type ControlsCall, changeControls, readControls } from "./controls.store.ts";
import type { ControlSettings } from "./settings.ts";

/** The settings of a partnership's measurement, for its owner. */
export async function readSettings(
  deps: { readonly table: Table },
  asked: { readonly partnershipId: string; readonly organisationId: string },
): Promise<Result<ControlSettings>> {
  const { partnershipId, organisationId } = asked;
  const [access, { settings }] = await Promise.all([
    accessTo(deps.table, partnershipId, organisationId),
    readControls(deps.table, partnershipId),
  ]);
  if (access === "owner") return ok(settings);
  return fail({ code: "not_found", detail: "There is no such partnership." });
}

/** Says how figures come into a partnership, for a reason. What is recorded already stays. */
export function putSettings(
  deps: { readonly table: Table },
  call: ControlsCall & { readonly settings: ControlSettings; readonly reason: string },
): Promise<Result<ControlSettings>> {
  const { settings, reason } = call;
  return changeControls(deps, call, () =>
    ok({ action: "measurement-settings.put", reason, settings, value: settings }),
  );
}
