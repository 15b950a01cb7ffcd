// What every answer tells the browser to refuse.
import { contentSecurityPolicy } from '../../src-shared/contract/content-security-policy.ts';

/**
 * The headers of every answer.
 * @param host the request's own, checked (access): named for browsers in which 'self' leaves WebSockets out
 */
export function securityHeaders(host: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy([`ws://${host}`]),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
