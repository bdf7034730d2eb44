// Emmett at the same works: node emmett.mjs append|replay <dsn> <batch> <writers> <seconds>
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { randomUUID } from 'node:crypto';

const LESSON = 30;
const [work, dsn, batch, writers, seconds] = process.argv.slice(2);
const store = getPostgreSQLEventStore(dsn);

const mark = () => ({
  type: 'MarkRecorded',
  data: { pupil: randomUUID(), column: 1, mark: '5', rule: 'JRN-090/1/2026-12-04' },
  metadata: { actor: randomUUID(), role: 'teacher', recordedOn: '2026-11-20' },
});

async function write(until, count) {
  let stream = `lesson-${randomUUID()}`;
  let version = 0n;
  let written = 0;
  while (performance.now() < until && written < count) {
    const events = Array.from({ length: Number(batch) }, mark);
    const options = { expectedStreamVersion: version === 0n ? 'STREAM_DOES_NOT_EXIST' : version };
    const result = await store.appendToStream(stream, events, options);
    version = result.nextExpectedStreamVersion;
    written += events.length;
    if (version >= LESSON) {
      stream = `lesson-${randomUUID()}`;
      version = 0n;
    }
  }
  return written;
}

async function append() {
  await write(performance.now() + 300, Infinity);
  const start = performance.now();
  const until = start + Number(seconds) * 1000;
  const counts = await Promise.all(Array.from({ length: Number(writers) }, () => write(until, Infinity)));
  return (counts.reduce((sum, count) => sum + count, 0) / (performance.now() - start)) * 1000;
}

async function replay() {
  const [streams, length] = [6, 10_000];
  const names = Array.from({ length: streams }, () => `journal-${randomUUID()}`);
  for (const name of names)
    for (let number = 0; number < length; number += 1000)
      await store.appendToStream(name, Array.from({ length: 1000 }, mark));
  const start = performance.now();
  let count = 0;
  for (const name of names) count += (await store.readStream(name)).events.length;
  if (count !== streams * length) throw new Error(`${count} events`);
  return (count / (performance.now() - start)) * 1000;
}

const rate = work === 'append' ? await append() : await replay();
await store.close();
console.log(rate);
