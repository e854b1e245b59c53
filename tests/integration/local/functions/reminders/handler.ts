/** A stand-in for the reminders function: nothing is ever due. */
export async function handler(): Promise<void> {}
