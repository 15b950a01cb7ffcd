// What a page of Selftune may load, in the same words through every door. Sent as a header with each page.

const directives = (sockets: readonly string[]): readonly string[] => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Figures are drawn to a blob before they are saved.
  "img-src 'self' data: blob:",
  "font-src 'self'",
  ["connect-src 'self'", ...sockets].join(' '),
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/**
 * Value of the header Content-Security-Policy: own files only, no inline script or style, no evaluated code, nothing remote.
 * @param sockets addresses that the page may connect to besides its own origin
 */
export function contentSecurityPolicy(sockets: readonly string[] = []): string {
  return directives(sockets).join('; ');
}
