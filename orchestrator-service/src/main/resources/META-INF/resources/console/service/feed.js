// @ts-check
import { Pace, streams } from '../model/pace.js';
import { api, ApiError, send } from './api.js';
import { EventReader } from './events.js';

/**
 * Follows one migration as long as somebody looks at it: by its events where the instance that
 * answers is the active one, by asking every two seconds where it stands by, and again after a pause
 * that grows where nobody answers.
 *
 * @typedef {import('../model/types.js').Status} Status
 * @typedef {{kind: 'connecting'}
 *   | {kind: 'live'}
 *   | {kind: 'standby'}
 *   | {kind: 'lost', why: string, again: number}
 *   | {kind: 'gone', why: string}} Liveness
 */

/** A comment comes every 15 s; an instance that says nothing for longer is none. */
const SILENCE = 40_000;
const SHORTEST = 500;
const LONGEST = 8_000;
const ASK_EVERY = 2_000;

export class Feed {
  /**
   * @param {string} name the migration's
   * @param {() => void} changed called whenever something of it is new
   * @param {(error: ApiError) => void} refused called when the token is not known any more
   */
  constructor(name, changed, refused) {
    this.name = name;
    this.changed = changed;
    this.refused = refused;
    /** @type {Status|null} */
    this.status = null;
    /** @type {Liveness} */
    this.liveness = { kind: 'connecting' };
    /** The browser's time of the figures that are shown. */
    this.heardAt = 0;
    /** How far the services' clock is ahead of the browser's, by the freshest report. */
    this.ahead = Number.NEGATIVE_INFINITY;
    this.pace = new Pace();
    this.transitions = 0;
    this.lastId = '';
    this.pause = SHORTEST;
    this.stopped = new AbortController();
    /** @type {(() => void)|null} */
    this.wake = null;
    this.run();
  }

  close() {
    this.stopped.abort();
  }

  /** Tries at once, instead of after the pause. */
  retry() {
    this.pause = SHORTEST;
    this.wake?.();
  }

  /** The services' time. */
  now() {
    return Date.now() + (Number.isFinite(this.ahead) ? this.ahead : 0);
  }

  async run() {
    while (!this.stopped.signal.aborted) {
      const wait = await this.follow().catch(error => this.failed(error));
      if (wait < 0) {
        return;
      }
      await this.sleep(wait);
    }
  }

  /** Reads events until there are no more; milliseconds until the next try. */
  async follow() {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    this.stopped.signal.addEventListener('abort', stop);
    let watchdog = setTimeout(stop, SILENCE);
    try {
      const answer = await send(`/migrations/${encodeURIComponent(this.name)}/events?verdicts=false`, {
        accept: 'text/event-stream',
        headers: this.lastId === '' ? {} : { 'Last-Event-ID': this.lastId },
        signal: attempt.signal,
      });
      const pieces = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      const reader = new EventReader();
      for (let piece = await pieces?.read(); piece && !piece.done; piece = await pieces?.read()) {
        clearTimeout(watchdog);
        watchdog = setTimeout(stop, SILENCE);
        reader.read(piece.value).forEach(event => this.take(event));
      }
      return this.lost('The connection was closed.');
    } finally {
      clearTimeout(watchdog);
      this.stopped.signal.removeEventListener('abort', stop);
    }
  }

  /** @param {import('./events.js').ServerEvent} event */
  take(event) {
    if (event.event === 'end') {
      this.liveness = { kind: 'gone', why: 'The migration was deleted.' };
      this.stopped.abort();
      this.changed();
      return;
    }
    this.lastId = event.id || this.lastId;
    if (event.event === 'transition') {
      this.transitions++;
      this.changed();
    }
    if (event.event === 'status') {
      this.liveness = { kind: 'live' };
      this.pause = SHORTEST;
      this.show(JSON.parse(event.data));
    }
  }

  /** @param {Status} status */
  show(status) {
    this.status = status;
    this.heardAt = Date.now();
    const reports = streams(status).map(stream => Date.parse(stream.at ?? ''));
    this.ahead = Math.max(this.ahead, ...reports.filter(Number.isFinite).map(at => at - this.heardAt));
    this.pace.note(streams(status), this.heardAt);
    this.changed();
  }

  /** @param {unknown} error @returns {Promise<number>} */
  async failed(error) {
    if (this.stopped.signal.aborted) {
      return -1;
    }
    if (!(error instanceof ApiError)) {
      return this.lost('The connection was cut.');
    }
    if (error.status === 401 || error.status === 403) {
      this.refused(error);
      return -1;
    }
    if (error.code === 'TRB-MIGRATION-UNKNOWN') {
      this.liveness = { kind: 'gone', why: error.message };
      this.changed();
      return -1;
    }
    return error.code === 'TRB-ORCHESTRATOR-STANDBY' ? this.ask() : this.lost(error.message);
  }

  /** What an instance that stands by can say. */
  async ask() {
    try {
      const status = await api.status(this.name, false);
      this.liveness = { kind: 'standby' };
      this.show(status);
      return ASK_EVERY;
    } catch (error) {
      return this.lost(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {string} why @returns {number} */
  lost(why) {
    const wait = this.pause * (0.75 + Math.random() / 2);
    this.pause = Math.min(LONGEST, this.pause * 2);
    this.liveness = { kind: 'lost', why, again: Date.now() + wait };
    this.changed();
    return wait;
  }

  /** @param {number} millis */
  sleep(millis) {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, millis);
      this.wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }
}
