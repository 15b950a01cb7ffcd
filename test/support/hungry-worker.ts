// A thread that fills its heap.
const kept: string[][] = [];
for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => `${kept.length}/${index}`));
