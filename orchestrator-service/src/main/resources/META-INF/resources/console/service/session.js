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
}
