// How large a message may be. What exceeds a limit is refused with a code before it is read further.

/** Bytes of one frame on the wire: an upload's chunk and what stands around it. */
export const largestFrameBytes = 5 * 2 ** 20;

/** Bytes of one chunk of an upload. */
export const uploadChunkBytes = 4 * 2 ** 20;

/** Bytes of one uploaded file: what the importers read at most. */
export const largestUploadBytes = 2 * 2 ** 30;

/** Runs that one call may name. */
export const mostRuns = 10_000;

/** Points of one curve that a plot may ask for: twice the widest screen, and room. */
export const mostPlotPoints = 20_000;
