// Kinds of a run's events that are not only read but treated in a way of their own, in several rooms. All others are words to show.

/** What a network of a running text wrote. */
export const textSampleKind = 'text-sample';
/** The last lines that a trainer printed before it died. */
export const outputKind = 'output';
