// How large a message may be. What exceeds a limit is refused with a code before it is read further.

/** Bytes of one frame of a client: an upload's chunk and what stands around it. */
export const largestFrameBytes = 5 * 2 ** 20;

/** Lists and objects inside one another in a frame, in either direction. */
export const deepestFrame = 64;

/** Lists and objects in one frame of a client: ten thousand runs with all that can be changed of them, several times over. */
export const mostClientContainers = 200_000;

/** Bytes of one chunk of an upload. */
export const uploadChunkBytes = 4 * 2 ** 20;

/** Bytes of one uploaded file: what the importers read at most. */
export const largestUploadBytes = 2 * 2 ** 30;

/** Files of one uploaded folder. */
export const mostUploadFiles = 200_000;

/** Files of a folder that one call names: some 3 MB with the longest paths. */
export const mostNamedFiles = 2_000;

/** Characters of the path of a file inside an uploaded folder. */
export const longestFilePath = 500;

/** Runs that one call may name. */
export const mostRuns = 10_000;

/** Points of one curve that a plot may ask for: twice the widest screen, and room. */
export const mostPlotPoints = 20_000;

/** Points of all curves that one call may ask for: three numbers each, some 50 MB. */
export const mostAnswerPoints = 2_000_000;

/** Calls of one client that wait for their answers. */
export const mostOpenCalls = 1_000;
