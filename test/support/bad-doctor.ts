// A diagnosis that goes wrong: says something else and leaves.
process.send?.({ cores: 'two' }, () => process.disconnect());
