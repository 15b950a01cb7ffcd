// The pages of a comparison and what they are called.

export const comparePages = [
  { id: 'curves', title: 'Curves' },
  { id: 'search', title: 'Against search' },
  { id: 'settings', title: 'Settings' },
  { id: 'seeds', title: 'Seeds' },
  { id: 'verdict', title: 'Is it real?' },
] as const;
export type ComparePage = (typeof comparePages)[number]['id'];

/** The page that an address names, else another. */
export function pageNamed(name: unknown, otherwise: ComparePage): ComparePage {
  return comparePages.find(({ id }) => id === name)?.id ?? otherwise;
}
