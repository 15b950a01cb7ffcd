// What the application takes of this machine: its processors' time and memory, its trainers' included, and what is left.
// On Linux read from /proc; elsewhere a trainer's share is not told, and only this process counts.
import { readFile } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import type { Usage } from '../../../src-shared/contract/app.ts';
import { freeDiskBytes } from './disk.ts';

export interface UsageMeter {
  /** The share since the last reading; within half a second of it, that reading again. */
  read(): Promise<Usage>;
}

export interface UsageOptions {
  /** Process numbers of the trainers. */
  readonly trainerPids: () => readonly number[];
  /** Whose disk is told. */
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const shortestMs = 500;
/** Linux counts time in hundredths of a second for every program that asks, whatever its kernel uses. */
const ticksPerSecond = 100;

interface ProcessReading {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

/** Time and memory of a process from its `stat` and `status`; null where the texts are none. */
export function parseProcess(stat: string, status: string): ProcessReading | null {
  // The second field is the program's name in brackets and may hold anything, brackets and spaces too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number.isFinite(ticks) && resident !== undefined
    ? { cpuSeconds: ticks / ticksPerSecond, memoryBytes: Number(resident) * 1024 }
    : null;
}

async function readProcess(pid: number): Promise<ProcessReading | null> {
  if (process.platform !== 'linux') return null;
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    return parseProcess(stat, status);
  } catch {
    // It has ended meanwhile.
    return null;
  }
}

function ownReading(): ProcessReading {
  const { user, system } = process.cpuUsage();
  return { cpuSeconds: (user + system) / 1e6, memoryBytes: process.memoryUsage.rss() };
}

/** Memory that can still be had: what the system holds as a cache counts as free. */
async function freeMemory(): Promise<number> {
  if (process.platform !== 'linux') return freemem();
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return available === undefined ? freemem() : Number(available) * 1024;
}

/** A meter that begins to count now. */
export function createUsageMeter({ trainerPids, directory, now }: UsageOptions): UsageMeter {
  const own = process.pid;
  let readAt = now();
  let seconds = new Map<number, number>([[own, ownReading().cpuSeconds]]);
  let latest: Promise<Usage> | null = null;
  let askedAt = readAt;

  async function measure(at: number): Promise<Usage> {
    const readings = new Map<number, ProcessReading>([[own, ownReading()]]);
    for (const pid of trainerPids()) {
      const reading = await readProcess(pid);
      if (reading !== null) readings.set(pid, reading);
    }
    let used = 0;
    let memoryBytes = 0;
    for (const [pid, reading] of readings) {
      // A trainer that was not there at the last reading begins to count now.
      used += reading.cpuSeconds - (seconds.get(pid) ?? reading.cpuSeconds);
      memoryBytes += reading.memoryBytes;
    }
    const elapsed = Math.max(1, at - readAt) / 1000;
    seconds = new Map([...readings].map(([pid, { cpuSeconds }]) => [pid, cpuSeconds]));
    readAt = at;
    return {
      cpu: Math.min(1, Math.max(0, used / elapsed / availableParallelism())),
      memoryBytes,
      freeMemoryBytes: await freeMemory(),
      freeDiskBytes: await freeDiskBytes(directory),
    };
  }

  return {
    read: () => {
      const at = now();
      if (latest === null || at - askedAt >= shortestMs) {
        askedAt = at;
        const before = latest ?? Promise.resolve();
        latest = before.then(
          () => measure(at),
          () => measure(at),
        );
      }
      return latest;
    },
  };
}
