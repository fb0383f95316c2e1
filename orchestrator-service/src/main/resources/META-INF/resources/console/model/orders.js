// @ts-check
import { fixes } from './fixes.js';

/**
 * The orders as buttons: what they are called, what follows, and whether the migration's name has
 * to be typed. Pure. The sentences are those of the command line.
 *
 * @typedef {import('./types.js').Status} Status
 *
 * @typedef {object} OrderText
 * @property {string} label on the button
 * @property {string} effect what follows
 * @property {boolean} named whether the migration's name has to be typed
 * @property {boolean} [keyed] whether it counts once by a key
 * @property {'danger'} [tone]
 */

/** @type {Map<string, OrderText>} */
const TEXTS = new Map([
  ['preflight', { label: 'Check', effect: 'Looks into sources and target. Nothing is changed.', named: false }],
  ['start', { label: 'Start', effect: 'Checks first, then copies every source and follows it. The applications go on writing.', named: false }],
  ['pause', { label: 'Pause', effect: 'Nothing is applied until somebody resumes. Capture goes on.', named: false }],
  ['resume', { label: 'Resume', effect: 'What was paused, or has stopped at an error, is tried again.', named: false }],
  ['replay', { label: 'Replay', effect: 'Dead letters and quarantined rows are tried again, in their order.', named: false }],
  ['repair', { label: 'Repair', effect: 'Rows that were confirmed to differ are written again as the source has them.', named: false }],
  ['rehearse', { label: 'Rehearse', effect: 'Everything of a cutover up to the fence. Nothing is fenced, and the applications go on writing.', named: false, keyed: true }],
  ['cutover', { label: 'Cut over', effect: 'The sources will refuse writes, and behind a last comparison the target takes over.', named: true, keyed: true }],
  ['rollback', { label: 'Roll back', effect: 'The target will refuse writes, and behind a last comparison the sources take over.', named: true, keyed: true, tone: 'danger' }],
  ['restart', { label: 'Restart', effect: 'What was made in the target for this source is dropped, and all of its tables are copied again. The source itself stays as it is, and the other sources go on.', named: true, tone: 'danger' }],
  ['add-tables', { label: 'Add tables', effect: 'Tables that are new at this source are made in the target and filled, while everything else goes on.', named: false }],
  ['abort', { label: 'Abort', effect: 'Aborting gives the migration up. The sources stay as they are, and what was made in the target is dropped.', named: true, tone: 'danger' }],
  ['complete', { label: 'Complete', effect: 'Completing is for good: afterwards no rollback is possible.', named: true, tone: 'danger' }],
  ['confirm', { label: 'Done by hand', effect: 'The switch action counts as done by hand, and the next one runs.', named: false }],
  ['skip', { label: 'Skip', effect: 'The switch goes on without this action: nobody has done its work.', named: false }],
  ['discard', { label: 'Give up', effect: 'This change is lost to the target. What waited for it is applied again.', named: false, tone: 'danger' }],
  ['abandon', { label: 'Go on without', effect: 'The rest goes on without the source, which is gone.', named: true, tone: 'danger' }],
]);

/** @param {string} order @returns {OrderText} */
export function orderText(order) {
  return TEXTS.get(order) ?? { label: order, effect: 'Gives the order ' + order + '.', named: true };
}

/**
 * The order that is sensible next, as the command line proposes it, or as the error of a stopped
 * source says; null where waiting is.
 *
 * @param {Status} status
 * @returns {import('./fixes.js').Fix|null}
 */
export function nextOrder(status) {
  const stopped = status.sources.find(source => source.phase === 'STOPPED');
  const fix = stopped?.error && fixes(stopped.error, status.orders, stopped.name)[0];
  if (fix) {
    return fix;
  }
  const next = proposed(status);
  return next !== null && status.orders.includes(next) ? { order: next } : null;
}

/** @param {Status} status @returns {string|null} */
function proposed(status) {
  switch (status.state) {
    case 'Created':
      return status.error ? 'preflight' : 'start';
    case 'Paused':
      return 'resume';
    case 'Switched':
      // Completing gives a way back up, so it is never the first that is proposed then.
      return status.rollback ? null : 'complete';
    case 'Replicating':
      return replicating(status);
    default:
      return null;
  }
}

/** @param {Status} status @returns {string|null} */
function replicating(status) {
  if (status.sources.some(source => source.phase === 'STOPPED')) {
    return 'resume';
  }
  if (!status.sources.every(verified)) {
    return null;
  }
  const rehearsal = status.rehearsal;
  return rehearsal && !rehearsal.error && rehearsal.direction === 'OUT' ? 'cutover' : 'rehearse';
}

/** @param {import('./types.js').Source} source */
function verified(source) {
  const found = source.validation;
  return source.phase === 'STREAMING' && !!found && found.passes > 0 && found.verified === found.tables;
}

/**
 * Why going back is not possible now, for the place where its button always is.
 *
 * @param {Status} status
 * @param {'rollback'|'abort'} order
 * @returns {string} empty where it is possible
 */
export function whyNot(status, order) {
  if (status.orders.includes(order)) {
    return order === 'rollback' && status.rollback && !status.rollback.possible
      ? status.rollback.reasons.join(' ')
      : '';
  }
  if (order === 'rollback') {
    return status.state === 'Switched' ? 'The file asks for no way back.' : 'Possible once the target accepts writes.';
  }
  return ['Aborted', 'Aborting', 'Completed'].includes(status.state)
    ? `The migration is ${status.state === 'Aborting' ? 'being aborted' : status.state.toLowerCase()}.`
    : 'Not once the target was opened.';
}
