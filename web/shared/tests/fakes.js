// Stand-ins for the world around a link: timers that move when told, and a socket that answers when told.

/** Timers on a clock that the test moves. */
export function fakeTimers() {
  let now = 0;
  let last = 0;
  const due = new Map();
  return {
    now: () => now,
    timers: {
      setTimeout(run, ms) { due.set((last += 1), { at: now + ms, run }); return last; },
      clearTimeout(id) { due.delete(id); },
    },
    /** Runs all that falls due within `ms`, in order; promises settle in between. */
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        await settle();
        const [id, next] = [...due].filter(([, timer]) => timer.at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0] ?? [];
        if (id === undefined) break;
        due.delete(id);
        now = next.at;
        next.run();
      }
      now = until;
      await settle();
    },
    waiting: () => due.size,
  };
}

export const settle = async () => { for (let i = 0; i < 20; i += 1) await Promise.resolve(); };

/** A class of sockets that remembers its instances. */
export function fakeSockets() {
  class FakeSocket {
    static all = [];
    readyState = 0;
    sent = [];
    closedWith = null;
    constructor(url) { this.url = url; FakeSocket.all.push(this); }
    send(text) { this.sent.push(JSON.parse(text)); }
    close(code) { this.readyState = 3; this.closedWith = code; }
    open() { this.readyState = 1; this.onopen?.(); }
    say(frame) { this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) }); }
    die(code = 1006, reason = '') { this.readyState = 3; this.onclose?.({ code, reason }); }
    of(type) { return this.sent.filter((frame) => frame.type === type); }
    /** The usual greeting up to the answered hello. */
    async greet(extra = {}) {
      this.open();
      this.say({ type: 'welcome', protocol: 1, now_ms: 1000, reconnect_ms: { min: 500, max: 8000 }, ...extra });
      this.say({ type: 'answer', ref: this.of('hello')[0].ref, ok: true, recovered: false });
      await settle();
    }
  }
  return { FakeSocket, newest: () => FakeSocket.all.at(-1), all: FakeSocket.all };
}

/** A small seeded generator: the same seed, the same orders. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A localStorage for the length of one test. */
export function fakeStorage(t, initial = {}) {
  const shelf = new Map(Object.entries(initial));
  globalThis.localStorage = {
    getItem: (key) => shelf.get(key) ?? null,
    setItem: (key, value) => shelf.set(key, String(value)),
    removeItem: (key) => shelf.delete(key),
  };
  t.after(() => { delete globalThis.localStorage; });
  return shelf;
}
