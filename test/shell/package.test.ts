import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../../src-main/serve/security-headers.ts';
import { contentSecurityPolicy } from '../../src-shared/contract/content-security-policy.ts';

const root = resolve(import.meta.dirname, '../..');
const builder = readFileSync(resolve(root, 'electron-builder.yml'), 'utf8');

describe('the package', () => {
  it('starts from what the main side is built into', () => {
    const { main } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { main: string };
    const [, source] = /^dist\/main\/(.+)\.js$/.exec(main) ?? [];
    expect(existsSync(resolve(root, `${source}.ts`)), main).toBe(true);
  });

  it('lists its files once: exclusions at a platform would take in the whole repository', () => {
    expect(builder.match(/^files:/gm)).toHaveLength(1);
    expect(builder).not.toMatch(/^\s+files:/m);
  });

  it('has a binary that runs nothing but the app, and no update server', () => {
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ]) {
      expect(builder).toContain(`\n  ${fuse}\n`);
    }
    expect(builder).toMatch(/^publish: null$/m);
  });

  it.each(['icon.png', 'tray.png', 'tray@2x.png', 'icon.svg'])('has its %s', (icon) => {
    expect(existsSync(resolve(root, 'src-main/shell/icons', icon))).toBe(true);
  });
});

it('both doors send pages with the same policy', () => {
  const directives = (policy: string | undefined) => new Set(policy?.split('; '));
  expect(directives(securityHeaders('127.0.0.1:20001')['Content-Security-Policy'])).toEqual(
    directives(contentSecurityPolicy(['ws://127.0.0.1:20001'])),
  );
});
