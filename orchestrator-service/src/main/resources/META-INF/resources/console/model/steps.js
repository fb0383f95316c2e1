// @ts-check
/**
 * The steps of a change of sides as the page shows them: those behind, the one in hand with what it
 * waits for, and those to come. Pure.
 *
 * @typedef {import('./types.js').Status} Status
 * @typedef {import('./types.js').Change} Change
 * @typedef {{step: string, does: string, tone: 'done'|'now'|'failed'|'ahead', millis: number|null, startedAt: number|null, waitsFor: string}} ShownStep
 */

const STEPS = ['GATE', 'REHEARSE', 'HOLD_CLIENTS', 'FENCE', 'DRAIN', 'VERIFY', 'OPEN', 'RELEASE_CLIENTS', 'SWITCH'];

/** Taken only where the file names a pooler. */
const OF_POOLERS = ['HOLD_CLIENTS', 'RELEASE_CLIENTS'];

/** @param {string} step @param {boolean} back */
export function does(step, back) {
  const [from, to] = back ? ['the target', 'the sources'] : ['the sources', 'the target'];
  switch (step) {
    case 'GATE':
      return 'Looks whether everything is ready. Nothing is touched.';
    case 'REHEARSE':
      return 'Does once what changes nothing, while the applications go on writing.';
    case 'HOLD_CLIENTS':
      return 'Clients of the poolers wait, once their open transactions have ended. Nothing is refused.';
    case 'RELEASE_CLIENTS':
      return `Leads the poolers to ${to}, where their clients go on.`;
    case 'FENCE':
      return `Open transactions may finish, then ${from} refuse${back ? 's' : ''} writes.`;
    case 'DRAIN':
      return `Brings every write up to the fence to ${to}.`;
    case 'VERIFY':
      return 'Compares both sides behind the fence.';
    case 'OPEN':
      return `Lets applications write to ${to}. From here there is only forward.`;
    case 'SWITCH':
      return `Points the applications at ${to}, as the file says.`;
    case 'UNDO':
      return `Lifts the fences: ${from} accept${back ? 's' : ''} writes again.`;
    default:
      return '';
  }
}

/**
 * @param {Status} status
 * @param {Change|undefined} change undefined where none has begun
 * @param {boolean} back
 * @returns {ShownStep[]}
 */
export function shownSteps(status, change, back) {
  const taken = (change?.steps ?? []).filter(step => step.step !== 'DONE');
  const undone = taken.some(step => step.step === 'UNDO' || step.outcome === 'FAILED');
  const first = taken[0] ? STEPS.indexOf(taken[0].step) : 0;
  const held = taken.some(step => step.step === 'HOLD_CLIENTS');
  const ahead = STEPS.slice(Math.max(0, first))
    .filter(step => held || !OF_POOLERS.includes(step))
    .filter(step => !taken.some(known => known.step === step));
  /** @type {ShownStep[]} */
  const shown = taken.map(step => ({
    step: step.step,
    does: does(step.step, back),
    tone: step.outcome === 'STARTED' ? 'now' : step.outcome === 'FAILED' ? 'failed' : 'done',
    millis: step.outcome === 'STARTED' ? null : step.millis,
    startedAt: Date.parse(step.startedAt),
    waitsFor: step.outcome === 'STARTED' ? waitsFor(status, change, step.step, back) : '',
  }));
  return undone
    ? shown
    : shown.concat(
        ahead.map(step => ({ step, does: does(step, back), tone: 'ahead', millis: null, startedAt: null, waitsFor: '' })),
      );
}

/** @param {Status} status @param {Change|undefined} change @param {string} step @param {boolean} back */
function waitsFor(status, change, step, back) {
  const streams = status.sources.map(source => (back && source.wayBack ? source.wayBack : source));
  const phases = { FENCE: ['FENCED', 'DRAINED', 'OPENED'], DRAIN: ['DRAINED', 'OPENED'], OPEN: ['OPENED'] };
  if (step === 'FENCE' || step === 'DRAIN' || step === 'OPEN') {
    return told(streams.filter(stream => !phases[step].includes(stream.phase)).map(stream => stream.name));
  }
  if (step === 'VERIFY') {
    return told(streams.filter(stream => stream.validation?.verifiedCutoverId !== change?.id).map(stream => stream.name));
  }
  const action = step === 'SWITCH' ? change?.switching[change.switching.length - 1] : undefined;
  return action ? `Waits for ${action.action}` + (action.tries > 1 ? `, try ${action.tries}.` : '.') : '';
}

/** @param {string[]} names */
function told(names) {
  return names.length === 0 ? '' : `Waits for ${names.join(', ')}.`;
}

/**
 * Since when applications are refused, by the services' clock; null while one side accepts writes.
 *
 * @param {Status} status
 */
export function refusedSince(status) {
  if (status.writes.side !== 'none') {
    return null;
  }
  const fence = status.cutover?.steps.find(step => step.step === 'FENCE');
  return fence ? Date.parse(fence.startedAt) : null;
}
