// `npm run bench -- <name> [options]`: runs one measurement in a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const benches: Readonly<Record<string, string>> = {
  step: 'speed beside PyTorch; --workload NAME, --blocks N, --json',
  'step-check': 'whether both sides of the LSTM step do the same work',
  ingest: 'metric points a second into the store',
  'store-ui': 'what a window waits for: table of runs, long curves, packing',
  logging: 'how much logging slows training',
  ui: 'what a user waits for in the window; --only table|long|live, --minutes N',
  tunes: 'whether hyperparameters find their values',
  'tunes-images': 'whether tuning a CNN beats its start and no regularisation; about 20 minutes',
  versus: 'self-tuning against searches at equal compute; --home FOLDER, --quick, --only digits|fashion|kjv',
  'schedule-table': 'kinds of schedules of an LSTM’s output dropout; --home FOLDER',
  'tunes-text':
    'whether tuning an LSTM beats its start, and where its output dropout ends; --home FOLDER; about an hour',
};

function main([name = '', ...options]: readonly string[]): number {
  const script = new URL(`${name}.ts`, import.meta.url).pathname;
  if (benches[name] === undefined || !existsSync(script)) {
    const list = Object.entries(benches).map(([key, what]) => `  ${key.padEnd(14)}${what}`);
    console.error(`No measurement is named "${name}". Choose one of:\n${list.join('\n')}`);
    return 2;
  }
  return spawnSync(process.execPath, [script, ...options], { stdio: 'inherit' }).status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
