// @ts-check
/** How numbers and times are written for people, as the command line writes them. Pure. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/**
 * Whether somebody knows a number: what is unknown must never be shown as 0.
 *
 * @param {number|null|undefined} number
 * @returns {number is number}
 */
export function known(number) {
  return typeof number === 'number';
}

/** @param {number} number */
export function grouped(number) {
  return Math.round(number).toLocaleString('en-US');
}

/**
 * @param {number} number
 * @param {string} one the word for one
 * @param {string} [many] the word for any other number
 */
export function counted(number, one, many = one + 's') {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** @param {number} millis */
export function millis(millis) {
  if (millis < SECOND) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < MINUTE) {
    return `${(millis / SECOND).toFixed(1)} s`;
  }
  return millis < HOUR
    ? `${Math.floor(millis / MINUTE)} min ${Math.floor((millis % MINUTE) / SECOND)} s`
    : `${Math.floor(millis / HOUR)} h ${Math.floor((millis % HOUR) / MINUTE)} min`;
}

/** @param {number} bytes in powers of 1,000 */
export function bytes(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** @param {string|number|Date|undefined} at a moment, written in UTC */
export function moment(at) {
  return at === undefined ? '' : new Date(at).toISOString().replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

/** @param {string|number|Date} at the time of day alone, in UTC */
export function clock(at) {
  return new Date(at).toISOString().slice(11, 19) + 'Z';
}

/**
 * A share without rounding up: only all is 100%.
 *
 * @param {number} part
 * @param {number} all
 */
export function percent(part, all) {
  return all === 0 ? '0%' : `${Math.floor((100 * part) / all)}%`;
}

/**
 * Splits a message at its backticks: what stands between two of them is typed or run.
 *
 * @param {string} message
 * @returns {{text: string, code: boolean}[]}
 */
export function pieces(message) {
  return message
    .split('`')
    .map((text, index) => ({ text, code: index % 2 === 1 }))
    .filter(piece => piece.text !== '');
}
