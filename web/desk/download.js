// @ts-check
// Fetches a file with the desk's own token and hands it to the browser to save.
import { CallRefused } from '../shared/rest.js';

/** The name the server gave the file, if any. @param {string|null} disposition @param {string} otherwise */
export function fileName(disposition, otherwise) {
  const found = /filename\*=UTF-8''([^;]+)|filename="?([^";]+)"?/i.exec(disposition ?? '');
  return found ? decodeURIComponent(found[1] ?? found[2]) : otherwise;
}

/** @param {string} path */
export async function download(path) {
  const unreached = { code: 'unreachable', zh: '服务器没有回应，请稍后再试', en: 'The server did not answer. Please try again.', retry: true };
  const response = await fetch(path, { headers: { 'Plenum-Face': 'desk' } }).catch(() => { throw new CallRefused(0, unreached); });
  if (!response.ok) throw new CallRefused(response.status, (await response.json().catch(() => null))?.refusal ?? unreached);
  const url = URL.createObjectURL(await response.blob());
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName(response.headers.get('Content-Disposition'), 'plenum-record.json');
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
