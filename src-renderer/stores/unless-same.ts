// Keeps what follows from a list at rest while the list is made anew with the same members.

/** The list that was there before when it has the same members in the same order, else the next one. */
export function unlessSame<Member>(before: readonly Member[] | undefined, next: readonly Member[]): readonly Member[] {
  const isSame = before?.length === next.length && next.every((member, index) => member === before[index]);
  return isSame && before !== undefined ? before : next;
}
