import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/** An address that looks deliverable. Compared in lower case, kept as it was written. */
export const EmailSchema = lazy(() => z.email("This is not an e-mail address.").max(254));

/** Somebody to turn to in an organisation. Personal data: kept apart from the organisation's facts, erasable. */
export const ContactSchema = lazy(() =>
  z
    .strictObject({
      name: z.string().trim().min(1).max(200),
      email: EmailSchema(),
      phone: z.string().trim().min(3).max(40).optional(),
      role: z.string().trim().min(1).max(100),
    })
    .meta({ id: "Contact" }),
);
export type Contact = z.infer<ReturnType<typeof ContactSchema>>;
