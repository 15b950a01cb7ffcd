// What a page of Selftune may load, the same words through every door. Sent as a header with each page.

const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  // Charts place their tooltips and labels by style attributes. An attribute can load nothing that the other lines forbid.
  'style-src-attr': "'unsafe-inline'",
  'font-src': "'self'",
  // Figures are drawn to a blob before they are saved.
  'img-src': "'self' blob:",
  // The WebSocket of the browser's door: of the page's own origin.
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** Value of the header Content-Security-Policy: own files only, no inline script, no evaluated code, nothing remote. */
export const contentSecurityPolicy: string = Object.entries(directives)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ');
