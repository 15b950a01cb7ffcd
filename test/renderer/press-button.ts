// Presses a button by the words on it.
import type { DOMWrapper, VueWrapper } from '@vue/test-utils';

/** Presses the first button with exactly these words. @throws Error where there is none */
export async function pressButton(
  within: VueWrapper | Omit<DOMWrapper<Element>, 'exists'>,
  words: string,
): Promise<void> {
  const button = within.findAll('button').find((one) => one.text() === words);
  if (button === undefined) throw new Error(`There is no button "${words}".`);
  await button.trigger('click');
}
