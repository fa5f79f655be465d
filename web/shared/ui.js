// @ts-check
// The one place where views get their library from: preact with hooks and htm, and signals.
import { h, html, render, Component, useState, useEffect, useLayoutEffect, useRef, useMemo } from '../vendor/htm-preact.module.js';
import { signal, computed, effect, batch, untracked } from '../vendor/signals-core.module.js';

export { h, html, render, Component, useState, useEffect, useLayoutEffect, useRef, useMemo };
export { signal, computed, effect, batch, untracked };

/**
 * Keeps `view` drawn in `root`: every signal that the view reads while it draws makes it draw again.
 * @param {() => any} view a component without properties
 * @param {Element} root
 * @returns {() => void} stops drawing
 */
export const mount = (view, root) => effect(() => render(html`<${view} />`, root));
