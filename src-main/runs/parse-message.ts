// What comes from a trainer is checked here, once; inside it is trusted.
import { z } from 'zod';
import { type TrainerMessage, trainerMessageSchema } from '../../src-shared/trainer-protocol/messages.ts';

export type ParsedMessage =
  | { readonly isRefused: false; readonly message: TrainerMessage }
  | { readonly isRefused: true; readonly why: string };

const longestReason = 500;

function refuse(why: string): ParsedMessage {
  return {
    isRefused: true,
    why: `The trainer sent a message that was not understood and was left out: ${why.slice(0, longestReason)}`,
  };
}

/** Checks a message against the protocol; a refusal says why in words. */
export function parseMessage(raw: unknown): ParsedMessage {
  const parsed = trainerMessageSchema.safeParse(raw);
  if (!parsed.success) return refuse(z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, ' '));
  const message = parsed.data;
  if (message.type === 'points') {
    const uneven = message.series.find(({ steps, values }) => steps.length !== values.length);
    if (uneven !== undefined) {
      return refuse(`series ${uneven.series} has ${uneven.steps.length} steps and ${uneven.values.length} values.`);
    }
  }
  return { isRefused: false, message };
}
