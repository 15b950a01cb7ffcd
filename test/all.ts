// `npm test`: every check of the project, one after the other, and one line of totals at the end. Exit code 1 when anything failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumMissing, chromiumPath } from './support/chromium.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Rooms that hold Vue components. */
const vueRooms = ['src-renderer', 'test/renderer'];

/** Rooms without Node's types: that they compile proves that they touch neither files nor clock. */
const pureRooms = ['src-shared', 'src-main/stn', 'src-main/optim', 'src-main/zoo'];

function run(command: string, args: readonly string[]): boolean {
  process.stdout.write(`\n> ${command} ${args.join(' ')}\n`);
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function check(command: string, args: readonly string[]): Count {
  return run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function vitest(...options: readonly string[]): Count {
  const folder = mkdtempSync(join(tmpdir(), 'selftune-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const isGreen = run('vitest', ['run', ...reporters, ...options]);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    // A file that cannot be loaded fails the run without failing a test.
    return { passed: numPassedTests, failed: isGreen ? numFailedTests : Math.max(1, numFailedTests) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const hasBrowser = chromiumPath() !== null;
const counts = [
  check('biome', ['check', '--error-on-warnings', '.']),
  ...['.', ...pureRooms].map((room) => check('tsc', ['-p', room])),
  ...vueRooms.map((room) => check('vue-tsc', ['-p', room])),
  vitest(),
  check('npm', ['run', '--silent', 'build']),
  ...(hasBrowser ? [vitest('--config', 'vitest.e2e.config.ts')] : []),
];
const total = counts.reduce((sum, count) => ({ passed: sum.passed + count.passed, failed: sum.failed + count.failed }));
if (!hasBrowser) process.stdout.write(`\n${chromiumMissing}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
