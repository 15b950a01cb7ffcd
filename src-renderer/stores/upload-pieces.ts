// Files cut and joined into pieces of the size that one call may carry, without asking the browser for everything at once: it looks at
// the disk for the size of a file each time, and fifteen thousand of them would keep the page still for seconds.

/** Sizes asked for before the page may draw again. */
const sizesAtOnce = 50;

const nextTask = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });

/** The size of each file, in bytes. @param tell how many are known so far, asked whether to go on */
export async function sizesOf(files: readonly File[], tell: (count: number) => boolean): Promise<readonly number[]> {
  const sizes: number[] = [];
  for (const file of files) {
    if (sizes.length > 0 && sizes.length % sizesAtOnce === 0) {
      await nextTask();
      if (!tell(sizes.length)) return sizes;
    }
    sizes.push(file.size);
  }
  return sizes;
}

/** The bytes of all files one after the other, in pieces of at most `most` bytes; small files share a piece. */
export function* piecesOf(files: readonly File[], sizes: readonly number[], most: number): Generator<Blob> {
  let gathered: File[] = [];
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const size = sizes[index] ?? 0;
    if (bytes + size > most && gathered.length > 0) {
      yield new Blob(gathered);
      gathered = [];
      bytes = 0;
    }
    if (size > most) {
      for (let offset = 0; offset < size; offset += most) yield file.slice(offset, offset + most);
    } else if (size > 0) {
      gathered.push(file);
      bytes += size;
    }
  }
  if (gathered.length > 0) yield new Blob(gathered);
}
