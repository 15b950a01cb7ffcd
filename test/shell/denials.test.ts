import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { denyLeaving, denyPermissions, permissionsGranted } from '../../src-main/shell/denials.ts';

class FakeContents extends EventEmitter {
  windowOpenHandler: ((details: unknown) => unknown) | null = null;
  setWindowOpenHandler(handler: (details: unknown) => unknown): void {
    this.windowOpenHandler = handler;
  }
}

function contentsMade(): FakeContents {
  const app = new EventEmitter();
  denyLeaving(app as never);
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  return contents;
}

function isPrevented(contents: EventEmitter, name: string, url = ''): boolean {
  const event = { url, preventDefault: vi.fn() };
  contents.emit(name, event);
  return event.preventDefault.mock.calls.length === 1;
}

describe('a page', () => {
  it.each([
    'https://example.org/',
    'file:///etc/passwd',
    'app://other/',
    'app://selftune.example.org/',
    'data:text/html,x',
  ])('cannot navigate to %s', (url) => {
    expect(isPrevented(contentsMade(), 'will-navigate', url)).toBe(true);
  });

  it('can be loaded again where it is', () => {
    expect(isPrevented(contentsMade(), 'will-navigate', 'app://selftune/#/runs')).toBe(false);
  });

  it('cannot be redirected nor embed another page', () => {
    expect(isPrevented(contentsMade(), 'will-redirect', 'app://selftune/')).toBe(true);
    expect(isPrevented(contentsMade(), 'will-attach-webview')).toBe(true);
  });

  it('cannot open a window', () => {
    expect(contentsMade().windowOpenHandler?.({ url: 'app://selftune/' })).toEqual({ action: 'deny' });
  });
});

describe('permissions', () => {
  type Check = (contents: unknown, permission: string, origin: string) => boolean;
  type Request = (contents: unknown, permission: string, callback: (isGranted: boolean) => void) => void;
  const handlers = {
    check: null as Check | null,
    request: null as Request | null,
    device: null as (() => boolean) | null,
  };
  denyPermissions({
    setPermissionCheckHandler: (handler: Check) => {
      handlers.check = handler;
    },
    setPermissionRequestHandler: (handler: Request) => {
      handlers.request = handler;
    },
    setDevicePermissionHandler: (handler: () => boolean) => {
      handlers.device = handler;
    },
    setDisplayMediaRequestHandler: () => undefined,
  } as never);

  const isGranted = (permission: string, address = 'app://selftune/') => {
    let answer: boolean | null = null;
    handlers.request?.({ getURL: () => address }, permission, (granted) => {
      answer = granted;
    });
    expect(handlers.check?.(null, permission, address)).toBe(answer);
    return answer;
  };

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'usb', 'fileSystem', 'openExternal', 'unknown'])(
    '%s is denied',
    (permission) => {
      expect(isGranted(permission)).toBe(false);
    },
  );

  it('copying is the only exception, with its reason, and for the app alone', () => {
    expect([...permissionsGranted.keys()]).toEqual(['clipboard-sanitized-write']);
    expect(permissionsGranted.get('clipboard-sanitized-write')).toMatch(/\w{3,}.*\.$/);
    expect(isGranted('clipboard-sanitized-write')).toBe(true);
    expect(isGranted('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
  });

  it('devices are denied', () => {
    expect(handlers.device?.()).toBe(false);
  });
});
