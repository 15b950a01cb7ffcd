// One training of the comparison on images, in a process of its own: arguments are an arm of image-arms.ts and a seed; prints its outcome
// as one line of JSON, `null` where the loss stopped being finite. Started by images.ts.
import { fashionMnist } from './fashion.ts';
import { imageArms, imageConfig, imageRows } from './image-arms.ts';
import { trainOnce } from './train-once.ts';

const [name = '', seed] = process.argv.slice(2);
const arm = Object.entries(imageArms).find(([key]) => key === name)?.[1];
if (arm === undefined)
  throw new Error(`No arm is named "${name}". Choose one of ${Object.keys(imageArms).join(', ')}.`);
const outcome = await trainOnce(imageConfig(arm.choices, Number(seed)), await fashionMnist(imageRows));
if (outcome === null) console.log('null');
else {
  const { last: _weights, ...figures } = outcome;
  console.log(JSON.stringify(figures));
}
