// `selftune verify`: is what a run found worth anything where it was not found?
import type { StudyId } from '../../../src-shared/domain/study.ts';
import { createHost } from '../../host/host.ts';
import { readHome } from '../../host/reader.ts';
import { studyForVerification } from '../../host/studies-of-runs.ts';
import { homeFrom, onlyArgument, parseArguments, runIdFrom } from '../arguments.ts';
import type { Command } from '../command.ts';
import { parseAtOnce, parseSeeds } from '../study-options.ts';
import { createStudyView, watchStudy } from '../watch-study.ts';

const help = `selftune verify <run> [options]

Trains with the schedule that a run found, without tuning; with its final values held; and with the best fixed values
known of (else those it started from): the same data, network and epochs, each with the same new seeds. Says which is
better and how sure that is.

  --seeds N         So many seeds, 3 unless given; 5 or more make the answer firm
  --at-once N       Trainings beside each other
  --json            One JSON object a line; the last is the study with its verdicts
  --home DIR        Folder of the database, data sets and runs

Example:
  selftune verify 12 --seeds 5
`;

/** Verifies what a run found. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Try whether the schedule of a run helps with other seeds',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('verify', args, {
      seeds: { type: 'string' },
      'at-once': { type: 'string' },
      json: { type: 'boolean' },
    });
    const run = runIdFrom(onlyArgument('verify', positionals, 'a run number'));
    const home = homeFrom(values.home, terminal);
    // Asked first: a home or a run that is not there must not come into being by being verified.
    readHome(home, (reader) => reader.run(run));
    const seeds = parseSeeds(values.seeds ?? '3', 0).length;
    const view = createStudyView(terminal, values.json === true ? 'json' : 'words');
    const ownQueue = { isPaused: false, atOnce: parseAtOnce(values['at-once']) };
    const host = createHost({ home, observer: view.observe, ownQueue });
    let study: StudyId;
    try {
      study = host.studies.start(studyForVerification(host.home.db, run, seeds));
    } catch (thrown) {
      await host.shutdown();
      throw thrown;
    }
    return watchStudy({ host, study, view, terminal });
  },
};
