/**
 * How records of the stream and messages of the jobs queue are delivered, in the cloud (CDK) and on one machine alike. A record or
 * message that fails for good is set aside in a failure queue, so that it cannot hold back all others.
 */
export const STREAM_DELIVERY = { batchSize: 100, retries: 3, maxAgeHours: 6 } as const;

/** A step a message. How often one is received before it is given up is the `jobs` function's own concern: it says so in the job. */
export const JOBS_DELIVERY = { batchSize: 1 } as const;
