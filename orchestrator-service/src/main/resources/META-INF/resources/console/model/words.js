// @ts-check
/** Names of states, phases and steps in words. Pure. */

const STATES = new Map([
  ['Created', 'Created, not started'],
  ['CuttingOver', 'Changing sides'],
  ['UNKNOWN', 'Unknown'],
]);

const PHASES = new Map([
  ['NEW', 'Not begun'],
  ['PREPARING', 'Preparing'],
  ['SNAPSHOT', 'Copying'],
  ['INDEXING', 'Building indexes'],
  ['STREAMING', 'Following'],
  ['PAUSED', 'Paused'],
  ['FENCED', 'Refuses writes'],
  ['DRAINED', 'Refuses writes, all of it is at the other side'],
  ['OPENED', 'Other side open'],
  ['RETIRED', 'Retired'],
  ['STOPPED', 'Stopped'],
]);

const RESTARTS = new Map([
  ['WAITING', 'waits'],
  ['COPYING', 'rows are written anew'],
  ['CATCHING_UP', 'catches up'],
  ['DONE', 'done'],
  ['REFUSED', 'refused'],
]);

const VERDICTS = new Map([
  ['EQUAL', 'equal'],
  ['DIFFERENT', 'different'],
  ['UNSETTLED', 'unsettled'],
  ['FAILED', 'not compared'],
]);

const KINDS = new Map([
  ['MISSING_IN_TARGET', 'missing in the target'],
  ['EXTRA_IN_TARGET', 'only in the target'],
  ['CHANGED', 'other values'],
]);

/** @param {string} state @param {string} [step] */
export function stateWords(state, step) {
  return (STATES.get(state) ?? state) + (step ? `, step ${step}` : '');
}

/** @param {string} phase */
export function phaseWords(phase) {
  return PHASES.get(phase) ?? phase;
}

/** @param {string} phase of a table that begins anew */
export function restartWords(phase) {
  return RESTARTS.get(phase) ?? phase;
}

/** @param {string} verdict */
export function verdictWords(verdict) {
  return VERDICTS.get(verdict) ?? verdict.toLowerCase();
}

/** @param {string} kind */
export function kindWords(kind) {
  return KINDS.get(kind) ?? kind;
}

/**
 * The color of a phase: good, wait, stop or calm.
 *
 * @param {import('./types.js').Source} source
 */
export function phaseTone(source) {
  if (source.phase === 'STOPPED' || (source.error && !source.error.retryable)) {
    return 'stop';
  }
  if (source.error) {
    return 'wait';
  }
  return source.phase === 'STREAMING' || source.phase === 'OPENED' ? 'good' : 'calm';
}

/** @param {string} health */
export function healthTone(health) {
  return health === 'healthy' ? 'good' : health === 'waiting' ? 'wait' : 'stop';
}
