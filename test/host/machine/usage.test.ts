import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createUsageMeter, parseProcess } from '../../../src-main/host/machine/usage.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

describe('a process as /proc tells it', () => {
  const status = 'Name:\tnode\nVmPeak:\t  900 kB\nVmRSS:\t  2048 kB\n';

  it('has its time in user and system mode and its resident memory, whatever its name', () => {
    const stat = `42 (a) b (c) S ${Array.from({ length: 10 }, (_, field) => field).join(' ')} 150 50 7 8`;
    expect(parseProcess(stat, status)).toEqual({ cpuSeconds: 2, memoryBytes: 2048 * 1024 });
  });

  it('is none where the texts are not', () => {
    expect(parseProcess('', status)).toBeNull();
    expect(parseProcess('42 (a) S 1', 'Name:\tzombie\n')).toBeNull();
  });
});

describe('the meter', () => {
  it('tells the share of all cores since the last reading', async () => {
    let clock = 0;
    const meter = createUsageMeter({ trainerPids: () => [], directory: temporaryHome(), now: () => clock });
    const before = process.cpuUsage();
    let sum = 0;
    while (process.cpuUsage(before).user < 100_000) sum += Math.sqrt(sum + 1);
    const burnt = process.cpuUsage(before);
    clock = 10_000;
    const { cpu } = await meter.read();
    const share = (burnt.user + burnt.system) / 1e6 / 10 / availableParallelism();
    expect(cpu).toBeGreaterThanOrEqual(share * 0.9);
    expect(cpu).toBeLessThan(share * 3);
  });

  it('repeats a reading that was made a moment ago', async () => {
    let clock = 0;
    const meter = createUsageMeter({ trainerPids: () => [], directory: temporaryHome(), now: () => clock });
    clock = 1_000;
    const first = meter.read();
    clock = 1_400;
    expect(meter.read()).toBe(first);
    clock = 1_600;
    expect(meter.read()).not.toBe(first);
    await meter.read();
  });

  it('passes over a trainer that has ended', async () => {
    const meter = createUsageMeter({ trainerPids: () => [2 ** 22 + 1], directory: temporaryHome(), now: () => 1_000 });
    expect((await meter.read()).memoryBytes).toBeGreaterThan(0);
  });
});
