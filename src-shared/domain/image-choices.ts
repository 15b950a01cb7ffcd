// How pictures of any size become images of one size: what a person may choose at import, and what each choice is called.
// Not here: the arithmetic (src-main/data/images).
import { z } from 'zod';

/** Longest side that images may be given. */
export const longestImageSide = 512;

/**
 * How a picture that does not have the wanted size gets it. `crop`: scaled until it covers the size, what sticks out is cut off evenly.
 * `pad`: scaled until it fits, the rest is black. `stretch`: scaled to the size, whatever its proportions. `window`: not scaled; its
 * middle is cut out, or black is added around it, so that a pixel stays as large as it was.
 */
export const imageFits = ['crop', 'pad', 'stretch', 'window'] as const;
export type ImageFit = (typeof imageFits)[number];

/** Whether images have one channel or three; found out from the pictures unless chosen. */
export const imageColours = ['grey', 'colour'] as const;
export type ImageColour = (typeof imageColours)[number];

const side = z.number().int().min(1).max(longestImageSide);

/** The choices, each of them to be left out. */
export const imageChoices = {
  /** [height, width] in pixels; the commonest of the pictures, 64 at most, unless chosen. */
  imageSize: z.tuple([side, side]).optional(),
  imageFit: z.enum(imageFits).optional(),
  imageColour: z.enum(imageColours).optional(),
};
