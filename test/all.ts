// `npm test`: every check of the project, one after the other, and one line of totals at the end. Exit code 1 when anything failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Rooms without Node's types: that they compile proves that they touch neither files nor clock. */
const pureRooms = ['src-shared', 'src-main/stn', 'src-main/optim', 'src-main/zoo'];

function run(command: string, args: readonly string[]): boolean {
  process.stdout.write(`\n> ${command} ${args.join(' ')}\n`);
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function check(command: string, args: readonly string[]): Count {
  return run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function vitest(): Count {
  const folder = mkdtempSync(join(tmpdir(), 'selftune-test-'));
  const report = join(folder, 'report.json');
  const isGreen = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
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

const counts = [
  check('biome', ['check', '--error-on-warnings', '.']),
  ...['.', ...pureRooms].map((room) => check('tsc', ['-p', room])),
  vitest(),
];
const total = counts.reduce((sum, count) => ({ passed: sum.passed + count.passed, failed: sum.failed + count.failed }));
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
