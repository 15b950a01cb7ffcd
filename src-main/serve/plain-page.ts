// The pages that are shown before the app itself may be.

/**
 * A page with one sentence.
 * @param sentence markup
 * @param head more markup for its head
 */
export function plainPage(sentence: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Selftune</title>${head}</head>
<body><p>${sentence}</p></body>
</html>
`;
}
