// @ts-check
/**
 * What becomes visible only over time: rates, and the lag since the page was opened.
 * Times are the browser's, in milliseconds.
 *
 * @typedef {import('./types.js').Source} Source
 * @typedef {{at: number, lag: number|null, rows: number, changes: number}} Sample
 */

const MOST_SAMPLES = 900;
const APART = 900;
const WINDOW = 15_000;

/** Samples of each stream of a migration. */
export class Pace {
  constructor() {
    /** @type {Map<string, Sample[]>} */
    this.samples = new Map();
  }

  /** @param {Source[]} streams @param {number} now */
  note(streams, now) {
    for (const stream of streams) {
      const kept = this.samples.get(stream.name) ?? [];
      const last = kept[kept.length - 1];
      if (stream.stream && (!last || now - last.at >= APART)) {
        kept.push({
          at: now,
          lag: stream.stream.lagMillis ?? null,
          rows: stream.stream.snapshotRows,
          changes: stream.stream.changes,
        });
        if (kept.length > MOST_SAMPLES) {
          kept.splice(0, kept.length - MOST_SAMPLES);
        }
        this.samples.set(stream.name, kept);
      }
    }
  }

  /** @param {string} stream @returns {Sample[]} */
  of(stream) {
    return this.samples.get(stream) ?? [];
  }

  /**
   * How many a second, over the last moments; null before that can be said.
   *
   * @param {string} stream
   * @param {'rows'|'changes'} what
   */
  rate(stream, what) {
    const kept = this.of(stream);
    const last = kept[kept.length - 1];
    const first = last && kept.find(sample => last.at - sample.at <= WINDOW);
    return last && first && last.at - first.at >= 2 * APART
      ? Math.max(0, ((last[what] - first[what]) * 1000) / (last.at - first.at))
      : null;
  }
}

/** @param {{sources: Source[]}} status @returns {Source[]} each source, and behind it its way back */
export function streams(status) {
  return status.sources.flatMap(source => (source.wayBack ? [source, source.wayBack] : [source]));
}
