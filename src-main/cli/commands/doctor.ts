// `selftune doctor`: what this machine can compute with.
import { describeThisMachine, type MachineReport } from '../../host/machine/describe-machine.ts';
import { homeFrom, noArguments, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

const help = `selftune doctor [options]

Tries out every engine and device with a small training step whose result is known, and says which one a run would use.

  --json        One JSON object
  --home DIR    Folder of the database, data sets and runs
`;

const bytesPerGigabyte = 1024 ** 3;

function lines({ cores, memoryBytes, candidates, choice }: MachineReport, home: string): string[] {
  const { engine, device, why } = choice;
  return [
    `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cores} processor cores, ${Math.round(memoryBytes / bytesPerGigabyte)} GB of memory.`,
    `Home: ${home}`,
    ...candidates.map((candidate) => `  ${candidate.engine} on ${candidate.device}. ${candidate.sentence}`),
    ...(why === '' ? [] : [why]),
    engine === null ? 'No engine can be used.' : `A run that names no engine uses ${engine} on ${device}.`,
  ];
}

/** Says what this machine can compute with. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Say what this machine can compute with',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('doctor', args, { json: { type: 'boolean' } });
    noArguments('doctor', positionals);
    const home = homeFrom(values.home, terminal);
    const report = await describeThisMachine();
    const { platform, arch, versions } = process;
    if (values.json === true) {
      terminal.data(`${JSON.stringify({ type: 'doctor', node: versions.node, platform, arch, home, ...report })}\n`);
    } else {
      for (const text of lines(report, home)) terminal.line(text);
    }
    return report.choice.engine === null ? 1 : 0;
  },
};
