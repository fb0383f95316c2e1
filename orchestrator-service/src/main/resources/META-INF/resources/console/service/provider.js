// @ts-check
import { ApiError } from './api.js';
import { forgetRenewal, keepRenewal, keepToken, renewal } from './session.js';

/**
 * Signing in at an OpenID Connect server by the authorization code flow with PKCE (RFC 7636). The
 * browser is sent there and comes back with a code; the orchestrator gets the token for it, so that
 * no page asks anybody else. What belongs to one sign-in is kept for this tab until it comes back.
 *
 * @typedef {{offered: boolean, authorization: string, clientId: string, scope: string}} Offer
 * @typedef {{accessToken: string, refreshToken?: string, expiresInSeconds?: number}} SignedIn
 */
const UNDER_WAY = 'tributary.sign-in';
const SECRET_BYTES = 32;
/** Of the time that a token is good, after which another one is asked for. */
const RENEWED_AFTER = 0.8;
const SOONEST = 5_000;

/** @returns {Promise<Offer|null>} null where there is only the token */
export async function offer() {
  const found = await ask('GET');
  return found.offered ? found : null;
}

/** Sends the browser to the server. @param {Offer} to */
export async function leave(to) {
  if (globalThis.crypto?.subtle === undefined) {
    throw new ApiError(0, '', 'Browsers let pages sign in this way by https or on this machine alone.');
  }
  const verifier = random();
  const state = random();
  sessionStorage.setItem(UNDER_WAY, JSON.stringify({ verifier, state, hash: location.hash }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const address = new URL(to.authorization);
  const fields = {
    response_type: 'code',
    client_id: to.clientId,
    redirect_uri: here(),
    scope: to.scope,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  };
  Object.entries(fields).forEach(([name, value]) => address.searchParams.set(name, value));
  location.assign(address);
}

/**
 * Takes what the server sent the browser back with, if it did.
 *
 * @returns {Promise<boolean>} whether there is a token now that was not there
 */
export async function arrive() {
  const query = new URLSearchParams(location.search);
  if (!query.has('state') || !(query.has('code') || query.has('error'))) {
    return false;
  }
  const kept = JSON.parse(sessionStorage.getItem(UNDER_WAY) ?? 'null');
  sessionStorage.removeItem(UNDER_WAY);
  history.replaceState(null, '', location.pathname + (kept?.hash ?? ''));
  if (kept === null || kept.state !== query.get('state')) {
    throw new ApiError(0, '', 'Somebody came back from a sign-in that did not begin in this tab. Sign in once more.');
  }
  if (query.has('error')) {
    throw new ApiError(0, '', `The server signed nobody in: ${query.get('error_description') ?? query.get('error')}.`);
  }
  take(await ask('POST', { code: query.get('code'), verifier: kept.verifier, redirectUri: here() }));
  return true;
}

/** Asks for another token before the one that is kept ends, again and again, as long as somebody is signed in. */
export function renew() {
  const kept = renewal();
  if (kept !== null) {
    setTimeout(() => renewed(kept.refreshToken), Math.max(0, kept.at - Date.now()));
  }
}

/** @param {string} refreshToken */
async function renewed(refreshToken) {
  if (renewal()?.refreshToken !== refreshToken) {
    return;
  }
  try {
    take(await ask('POST', { refreshToken }));
    renew();
  } catch (error) {
    if (error instanceof ApiError && error.status > 0 && error.status < 500) {
      // The next request is refused, which asks to sign in.
      forgetRenewal();
    } else {
      setTimeout(() => renewed(refreshToken), SOONEST);
    }
  }
}

/** @param {SignedIn} got */
function take(got) {
  keepToken(got.accessToken);
  if (got.refreshToken !== undefined && got.expiresInSeconds !== undefined) {
    const after = Math.max(SOONEST, got.expiresInSeconds * 1_000 * RENEWED_AFTER);
    keepRenewal({ refreshToken: got.refreshToken, at: Date.now() + after });
  }
}

/** @param {string} method @param {object} [body] @returns {Promise<any>} */
async function ask(method, body) {
  let answer;
  try {
    answer = await fetch('sign-in', {
      method,
      cache: 'no-store',
      credentials: 'omit',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, '', 'The orchestrator does not answer.');
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok || said === null) {
    throw new ApiError(answer.status, said?.code ?? '', said?.detail ?? 'The orchestrator answered with status ' + answer.status + '.');
  }
  return said;
}

/** Where the server is to send the browser back to. */
function here() {
  return location.origin + location.pathname;
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
