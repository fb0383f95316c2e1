// @ts-check
/**
 * Who uses the page. The token is kept for this tab alone and goes out in a header only, so no page
 * of somebody else can use it, and closing the tab signs out.
 */
const KEY = 'tributary.token';

/** @returns {string|null} */
export function token() {
  return sessionStorage.getItem(KEY);
}

/** @param {string} value */
export function keepToken(value) {
  sessionStorage.setItem(KEY, value);
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
  forgetRenewal();
}

/**
 * How another token is got, where an OpenID Connect server gave the one that is kept.
 *
 * @typedef {{refreshToken: string, at: number}} Renewal `at` as {@link Date.now} tells it
 */
const RENEWAL = 'tributary.renewal';

/** @returns {Renewal|null} */
export function renewal() {
  return JSON.parse(sessionStorage.getItem(RENEWAL) ?? 'null');
}

/** @param {Renewal} value */
export function keepRenewal(value) {
  sessionStorage.setItem(RENEWAL, JSON.stringify(value));
}

export function forgetRenewal() {
  sessionStorage.removeItem(RENEWAL);
}
