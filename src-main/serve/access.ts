// Who may come in: by the address a request was sent to, by the page it comes from, and by what it knows. Nothing here reads or writes.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Names by which a computer reaches itself. Anything else is an attacker's name that was made to point here (DNS rebinding). */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?$/i;

/** 256 random bits as hexadecimal digits. */
export function newToken(): string {
  return randomBytes(32).toString('hex');
}

/** Whether a `Host` header names this computer itself. */
export function isOwnHost(host: string | undefined): host is string {
  return host !== undefined && ownHost.test(host);
}

/**
 * Whether a page may talk to the address it talks to: only if it came from there. Host and Origin are the browser's own words, which no
 * page can change, so their agreement is the whole check. Which port they agree on is left open on purpose: behind an ssh tunnel it is
 * the tunnel's, and a page that another program serves on another port of this computer still disagrees with this address.
 */
export function isOwnOrigin(origin: string | undefined, host: string): boolean {
  return origin?.toLowerCase() === `http://${host.toLowerCase()}`;
}

/** What only who has the token can make of a word. It gives nothing of the token away. */
export function proofOf(token: string, word: string): string {
  return createHmac('sha256', token).update(`proof of ${word}`).digest('hex');
}

/** Compares without telling by its duration how much was right. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Knows the token of a home and whom it lets in. */
export class Access {
  readonly #token: string;
  readonly #cookieName: string;
  readonly #tickets = new Set<string>();

  constructor(token: string) {
    this.#token = token;
    // Cookies know no ports: two homes served at once would overwrite each other's.
    this.#cookieName = `selftune-${createHash('sha256').update(`name of ${token}`).digest('hex').slice(0, 12)}`;
  }

  /**
   * A word that lets in once. The address a browser is started with can be read by every user of the computer in its list of processes;
   * by then this one is spent.
   */
  issueTicket(): string {
    const ticket = newToken();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Proves to who has the token that this process has it too. */
  prove(word: string): string {
    return proofOf(this.#token, word);
  }

  /** Whether the word in an address is the token or an unspent ticket, which it spends. */
  admitsWord(word: string | null): boolean {
    if (word === null) return false;
    return (
      isSame(word, this.#token) || [...this.#tickets].some((one) => isSame(word, one) && this.#tickets.delete(one))
    );
  }

  /** Whether a `Cookie` header holds what `setCookie` gave. */
  admitsCookie(header: string | undefined): boolean {
    const pairs = (header ?? '').split(';').map((pair) => pair.trim());
    const start = `${this.#cookieName}=`;
    return pairs.some((pair) => pair.startsWith(start) && isSame(pair.slice(start.length), this.#token));
  }

  /** The `Set-Cookie` header that lets a browser in again: unreadable for scripts, never sent from other sites. */
  setCookie(): string {
    return `${this.#cookieName}=${this.#token}; Path=/; HttpOnly; SameSite=Strict`;
  }
}
