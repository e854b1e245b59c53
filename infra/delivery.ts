/**
 * How records of the stream and messages of the jobs queue are delivered, in the cloud (CDK) and on one machine alike. A record or
 * message that fails for good is set aside in a failure queue, so that it cannot hold back all others.
 */
export const STREAM_DELIVERY = { batchSize: 100, retries: 3, maxAgeHours: 6 } as const;

/**
 * A step a message. How often one is received before it is given up is the `jobs` function's own concern: it says so in the job. A step
 * takes up work for some twenty seconds, but one part of a release, whose figures all hang together, is planned in one go: it may take
 * as long as a function may. A message that was lost with its function comes again a minute after that.
 */
export const JOBS_DELIVERY = { batchSize: 1, timeoutSeconds: 900, hiddenSeconds: 960 } as const;
