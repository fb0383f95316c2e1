// @ts-check
import { token } from './session.js';

/** An answer that is a refusal, or none. `status` is 0 where nobody answered. */
export class ApiError extends Error {
  /** @param {number} status @param {string} code @param {string} message */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
    /** @type {import('../model/types.js').Finding[]} */
    this.findings = [];
  }
}

const PATIENCE = 15_000;
const TRIES = 4;
const BETWEEN = 1_500;

/** @param {string} text a part of a path or query */
const part = text => encodeURIComponent(text);

/**
 * Sends a request with the token, and turns refusals into errors.
 *
 * @param {string} path
 * @param {RequestInit & {accept?: string}} [options]
 * @returns {Promise<Response>}
 */
export async function send(path, options = {}) {
  const headers = new Headers(options.headers);
  headers.set('Authorization', 'Bearer ' + (token() ?? ''));
  headers.set('Accept', options.accept ?? 'application/json');
  let answer;
  try {
    // Relative to the page, so that a proxy may put both below a path of its own.
    answer = await fetch('..' + path, { cache: 'no-store', credentials: 'omit', ...options, headers });
  } catch (cause) {
    throw new ApiError(0, '', 'The orchestrator does not answer. ' + said(cause));
  }
  if (!answer.ok) {
    throw await refusal(answer);
  }
  return answer;
}

/** @param {Response} answer */
async function refusal(answer) {
  const problem = await answer.json().catch(() => null);
  const error = new ApiError(
    answer.status,
    problem?.code ?? 'TRB-HTTP-' + answer.status,
    problem?.detail ?? 'The orchestrator answered with status ' + answer.status + '.',
  );
  error.findings = problem?.findings ?? [];
  return error;
}

/** @param {unknown} cause */
function said(cause) {
  return cause instanceof Error ? cause.message + '.' : '';
}

/** @param {string} path @returns {Promise<any>} */
async function get(path) {
  return (await send(path, { signal: AbortSignal.timeout(PATIENCE) })).json();
}

export const api = {
  /** @returns {Promise<import('../model/types.js').Sender>} */
  whoami: () => get('/whoami'),
  /** @returns {Promise<import('../model/types.js').Summary[]>} */
  migrations: () => get('/migrations'),
  /** @param {string} name @param {boolean} verdicts @returns {Promise<import('../model/types.js').Status>} */
  status: (name, verdicts) => get(`/migrations/${part(name)}?verdicts=${verdicts}`),
  /** @param {string} name @param {number} after @returns {Promise<import('../model/types.js').HistoryEntry[]>} */
  history: (name, after) => get(`/migrations/${part(name)}/history?after=${after}&limit=1000`),
  /** @param {string} name @returns {Promise<import('../model/types.js').Report[]>} */
  reports: name => get(`/migrations/${part(name)}/evidence`),
  /** @param {string} name @param {string} id @param {string} accept @returns {Promise<string>} */
  report: async (name, id, accept) =>
    (await send(`/migrations/${part(name)}/evidence/${part(id)}`, { accept })).text(),
  /** @param {string} name @param {string} [source] @returns {Promise<{deadLetters: import('../model/types.js').DeadLetter[], next?: number}>} */
  deadLetters: (name, source) =>
    get(`/migrations/${part(name)}/dead-letters?limit=1000` + (source === undefined ? '' : '&source=' + part(source))),
  /** @param {string} name @returns {Promise<{quarantine: import('../model/types.js').QuarantinedRow[], next?: string}>} */
  quarantine: name => get(`/migrations/${part(name)}/quarantine?limit=1000`),

  /** @param {string} name @param {string} [stream] @returns {Promise<import('../model/types.js').ChangeCount[]>} */
  changes: async (name, stream) =>
    (await get(`/migrations/${part(name)}/changes` + (stream === undefined ? '' : '?source=' + part(stream)))).tables,

  /**
   * Gives an order. One that counts once by its key is sent again where no answer comes.
   *
   * @param {string} name the migration's
   * @param {string} order
   * @param {{query?: Object<string, string>, keyed?: boolean, confirm?: boolean}} [how]
   * @returns {Promise<any>}
   */
  async order(name, order, how = {}) {
    const query = new URLSearchParams(how.query ?? {}).toString();
    /** @type {Object<string, string>} */
    const headers = { 'Content-Type': 'application/json' };
    if (how.keyed) {
      headers['Idempotency-Key'] = key();
    }
    const path = `/migrations/${part(name)}/${order}${query === '' ? '' : '?' + query}`;
    return trying(how.keyed ? TRIES : 1, async () => {
      const body = how.confirm ? JSON.stringify({ confirm: name }) : '';
      return (await send(path, { method: 'POST', headers, body })).json();
    });
  },

  /** @param {string} name @param {import('../model/types.js').DeadLetter} letter */
  discard: async (name, letter) => {
    const query = letter.source.endsWith('.back') ? '?source=' + part(letter.source) : '';
    await send(`/migrations/${part(name)}/dead-letters/${letter.id}${query}`, {
      method: 'DELETE',
      headers: { 'Content-Type': 'application/json' },
    });
  },

  /** @param {string} name @param {string} source @param {string} table @returns {Promise<import('../model/types.js').RowValues>} */
  rowValues: (name, source, table) =>
    get(`/migrations/${part(name)}/repair/values?source=${part(source)}&table=${part(table)}`),

  /** @param {string} name @param {{workers: number, maxLoad: number}} limits */
  limits: async (name, limits) => {
    await send(`/migrations/${part(name)}/limits`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(limits),
    });
  },
};

/** @param {number} tries @param {() => Promise<any>} request */
async function trying(tries, request) {
  for (let left = tries - 1; ; left--) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 0 || left === 0) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, BETWEEN));
    }
  }
}

/** A new one; random UUIDs are for secure contexts alone. */
function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
