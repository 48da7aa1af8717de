import { storm } from './storm.ts';

const url = process.env.BASE + process.env.PATH_;
const habits = { resetsOn: 'open', stopsOn4xxx: false };

let attempts = 0;
await storm(url, { habits, seconds: 16, onAttempt: () => (attempts += 1), wait: async () => {} });
console.log(`${JSON.stringify(habits)}: ${attempts} in 16 s`);
