// As much of a document as the views need to be drawn in a test: elements, attributes, text, and taps.

class StubNode {
  parentNode = null;
  childNodes = [];
  get firstChild() { return this.childNodes[0] ?? null; }
  get nextSibling() {
    const all = this.parentNode?.childNodes ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }
  insertBefore(node, before) {
    node.parentNode?.removeChild(node);
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
    return node;
  }
  appendChild(node) { return this.insertBefore(node, null); }
  removeChild(node) {
    this.childNodes.splice(this.childNodes.indexOf(node), 1);
    node.parentNode = null;
    return node;
  }
  remove() { this.parentNode?.removeChild(this); }
  contains(node) { return node === this || this.childNodes.some((child) => child.contains(node)); }
}

class StubText extends StubNode {
  nodeType = 3;
  constructor(data) { super(); this.data = String(data); }
  get text() { return this.data; }
  get words() { return [this.data]; }
}

class StubElement extends StubNode {
  nodeType = 1;
  attributes = {};
  listeners = {};
  style = { setProperty(name, value) { this[name] = value; } };
  // Whoever listens finds the names of the events in lower case.
  onclick = null;
  oninput = null;
  onchange = null;
  constructor(name) { super(); this.localName = name; }
  setAttribute(name, value) { this.attributes[name] = String(value); }
  removeAttribute(name) { delete this.attributes[name]; }
  addEventListener(name, listener) { this.listeners[name] = listener; }
  removeEventListener(name) { delete this.listeners[name]; }
  /** All elements below, in the order of the page, for which `test` holds. */
  all(test) {
    const below = this.childNodes.filter((child) => child instanceof StubElement);
    return below.flatMap((child) => [...(test(child) ? [child] : []), ...child.all(test)]);
  }
  /** What a person would do: an event of this name. */
  fire(name, more = {}) { this.listeners[name].call(this, { type: name, target: this, preventDefault() {}, ...more }); }
  get text() { return this.childNodes.map((child) => child.text).join(''); }
  /** Everything that is read or read out, piece by piece. */
  get words() { return [...Object.values(this.attributes), ...this.childNodes.flatMap((child) => child.words)]; }
}

/**
 * A document until the end of the test, and an element to draw in.
 * @param {import('node:test').TestContext} t
 */
export function stubPage(t) {
  const before = globalThis.document;
  globalThis.document = {
    documentElement: new StubElement('html'),
    createElement: (name) => new StubElement(name),
    createElementNS: (_, name) => new StubElement(name),
    createTextNode: (data) => new StubText(data),
  };
  t.after(() => {
    if (before === undefined) delete globalThis.document;
    else globalThis.document = before;
  });
  return new StubElement('main');
}
