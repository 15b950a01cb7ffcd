// Saves a file that the host has made: a download, which the window and the browser both turn into a file where the user wants it.

/** A file to be saved: made by the host, or of this window. */
export interface SaveableFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array | string;
}

/** Hands the file to the browser's download. */
export function saveFile({ name, mediaType, bytes }: SaveableFile): void {
  saveBlob(name, new Blob([typeof bytes === 'string' ? bytes : bytes.slice()], { type: mediaType }));
}

/** The same for a blob, a picture for instance. */
export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has begun by then; an address that is never given back would keep the bytes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
