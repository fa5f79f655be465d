// @ts-check
// The root of a record in words, so that people can compare it by ear or by eye: its first 88 bits, 11 in each word.
import { EN, ZH } from './word-lists.js';

const WORDS = 8;
const WORD_BITS = 11n;
const WORD_MASK = (1n << WORD_BITS) - 1n;
/** Hex digits of eight words. */
const DIGITS = 22;

/** @param {string} root hex @returns {{zh: string[], en: string[]}} */
export function anchorWords(root) {
  const bits = BigInt(`0x${root.slice(0, DIGITS)}`);
  const at = Array.from({ length: WORDS }, (_, word) => Number((bits >> (WORD_BITS * BigInt(WORDS - 1 - word))) & WORD_MASK));
  return { zh: at.map((index) => ZH[index]), en: at.map((index) => EN[index]) };
}
