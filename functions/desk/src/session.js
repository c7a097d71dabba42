// Who works here: OpenID Connect, authorization code with PKCE. Tokens are in this module's memory and nowhere else, so that
// closing or reloading the page ends the session, and nothing that is stored or printed can hold one.
import { signal } from '@preact/signals';
import * as oauth from 'oauth4webapi';

const STARTED = 'desk-sign-in'; // a verifier and where one was; used once, worth nothing without the code
const POPUP = 'popup.';
const CHANNEL = 'desk-sign-in';
const ROLES = ['author', 'editor', 'admin'];

/** `{subject, name, roles, until, expired}`, or null while nobody is signed in. */
export const session = signal(null);

/** What went wrong with signing in, as a key of the words; or null. */
export const signInProblem = signal(null);

let tokens = null;
let bearer = null; // the one of them that the API gets
let config = null;
let server = null;
let timer = 0;

const insecure = () => ({ [oauth.allowInsecureRequests]: ['localhost', '127.0.0.1'].includes(location.hostname) });
const here = () => `${location.origin}${location.pathname}`;

async function discover() {
  config ??= await (await fetch('config.json')).json();
  if (!server) {
    const issuer = new URL(config.issuer);
    server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure()));
  }
  return { server, client: { client_id: config.clientId } };
}

export async function settings() {
  config ??= await (await fetch('config.json')).json();
  return config;
}

/** Called once. Ends a sign-in that led back here; true if this window is only there for that. */
export async function arrive() {
  const answer = new URL(location.href);
  if (!answer.searchParams.has('state')) return false;
  if (answer.searchParams.get('state').startsWith(POPUP)) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage(answer.search);
    channel.close();
    close();
    return true;
  }
  const started = JSON.parse(sessionStorage.getItem(STARTED) ?? 'null');
  sessionStorage.removeItem(STARTED);
  history.replaceState(null, '', `${location.pathname}${started?.hash ?? ''}`);
  if (started) await exchange(answer.searchParams, started).catch(failed);
  return false;
}

async function start(prefix = '') {
  const { server: as, client } = await discover();
  const verifier = oauth.generateRandomCodeVerifier();
  const state = prefix + oauth.generateRandomState();
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code', client_id: client.client_id, redirect_uri: here(), scope: config.scope ?? 'openid', state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    ...(config.audience ? { audience: config.audience } : {}),
  });
  return { url, started: { verifier, state, hash: location.hash } };
}

/** Leaves the page for the issuer's, and comes back. */
export async function signIn() {
  try {
    const { url, started } = await start();
    sessionStorage.setItem(STARTED, JSON.stringify(started));
    location.assign(url);
  } catch (problem) {
    failed(problem);
  }
}

/** In a window of its own, so that what is being written stays where it is. Without one, by leaving and coming back. */
export async function signInAgain() {
  const popup = open('', '_blank', 'popup,width=480,height=640'); // before anything is awaited, or it would be blocked
  if (!popup) return signIn();
  try {
    const { url, started } = await start(POPUP);
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = async ({ data }) => {
      const answer = new URLSearchParams(data);
      if (answer.get('state') !== started.state) return;
      channel.close();
      await exchange(answer, started).catch(failed);
    };
    popup.location = url;
  } catch (problem) {
    popup.close();
    failed(problem);
  }
}

async function exchange(parameters, { verifier, state }) {
  const { server: as, client } = await discover();
  const valid = oauth.validateAuthResponse(as, client, parameters, state);
  const answer = await oauth.authorizationCodeGrantRequest(as, client, oauth.None(), valid, here(), verifier, insecure());
  take(await oauth.processAuthorizationCodeResponse(as, client, answer));
}

function take(answer) {
  const before = session.value?.subject;
  tokens = { ...answer, refresh_token: answer.refresh_token ?? tokens?.refresh_token };
  const known = tokens.id_token ? payload(tokens.id_token) : null;
  // A user pool's access token does not say who somebody is, and the newsroom writes to whoever scheduled a text.
  const isNamed = Boolean(known?.email && groupsOf(known).length);
  bearer = isNamed ? tokens.id_token : tokens.access_token;
  const claims = payload(bearer);
  const groups = groupsOf(claims);
  const highest = Math.max(...ROLES.map((role, i) => (groups.includes(role) ? i : -1)));
  if (before && before !== claims.sub) location.reload(); // somebody else: nothing of the first stays in memory
  signInProblem.value = highest < 0 ? 'signin.no-role' : null;
  session.value = highest < 0 ? null : {
    subject: claims.sub, name: known?.name ?? known?.email ?? claims.email ?? claims.username ?? claims.sub,
    roles: ROLES.slice(0, highest + 1), until: (claims.exp ?? Date.now() / 1000 + tokens.expires_in) * 1000, expired: false,
  };
  clearTimeout(timer);
  timer = setTimeout(end, Math.min(session.value ? session.value.until - Date.now() - 20_000 : 0, 2 ** 31 - 1));
}

/** When a token's time is over: another by the refresh token if there is one, or the person signs in again. */
async function end() {
  if (tokens?.refresh_token) {
    try {
      const { server: as, client } = await discover();
      const answer = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), tokens.refresh_token, insecure());
      return take(await oauth.processRefreshTokenResponse(as, client, answer));
    } catch {
      // as below
    }
  }
  expire();
}

/** The API takes the token no more. */
export function expire() {
  tokens = null;
  bearer = null;
  if (session.value) session.value = { ...session.value, expired: true };
}

export function token() {
  return bearer;
}

export function may(role) {
  return session.value?.roles.includes(role) ?? false;
}

export async function signOut() {
  const hint = tokens?.id_token;
  tokens = null;
  bearer = null;
  session.value = null;
  clearTimeout(timer);
  try {
    const { server: as } = await discover();
    if (!as.end_session_endpoint) return;
    const url = new URL(as.end_session_endpoint);
    url.search = new URLSearchParams({
      client_id: config.clientId, post_logout_redirect_uri: here(), logout_uri: here(), ...(hint ? { id_token_hint: hint } : {}),
    });
    location.assign(url);
  } catch {
    // The session here has ended all the same.
  }
}

function failed(problem) {
  console.warn('sign-in', problem?.code ?? problem?.message);
  signInProblem.value = problem instanceof TypeError ? 'signin.unreachable' : 'signin.failed';
}

const groupsOf = (claims) => [claims['cognito:groups'] ?? []].flat().flatMap((each) => each.split(/[[\],\s]+/)).filter(Boolean);

/** The claims, for what is shown only; the API checks the signature. */
function payload(jwt) {
  const bytes = Uint8Array.from(atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
