// @ts-check
// Calls to the server that are not live.

/** @typedef {import('./frames.js').Refusal} Refusal */

/** A refusal of the server, or that it could not be reached. */
export class CallRefused extends Error {
  /** @param {number} status 0: no answer @param {Refusal} refusal */
  constructor(status, refusal) {
    super(refusal.en);
    this.status = status;
    this.refusal = refusal;
  }
}

const UNREACHED = { code: 'unreachable', zh: '服务器没有回应，请稍后再试', en: 'The server did not answer. Please try again.', retry: true };

/**
 * @param {import('./frames.js').Face} face
 * @param {'GET'|'POST'|'PUT'} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>} the JSON of the answer
 */
export async function call(face, method, path, body) {
  /** @type {Record<string, string>} */
  const headers = { 'Plenum-Face': face };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    .catch(() => { throw new CallRefused(0, UNREACHED); });
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new CallRefused(response.status, answer?.refusal ?? UNREACHED);
  return answer;
}
