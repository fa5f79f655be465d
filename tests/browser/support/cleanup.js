// What a test opened is closed in the reverse order, and all of it, even when one closing fails.
// node:test itself runs `after` hooks in the order of their registration and gives up at the first
// error: the server would go before its pages, or stay for ever.
// @ts-check

/** @typedef {Pick<import('node:test').TestContext, 'after'>} Test */
/** @typedef {() => unknown} Closing */

/** @type {WeakMap<Test, Closing[]>} */
const closings = new WeakMap()

/**
 * @param {Test} test
 * @param {Closing} closing
 */
export function atEnd(test, closing) {
  const known = closings.get(test)
  if (known) {
    known.push(closing)
    return
  }
  const stack = [closing]
  closings.set(test, stack)
  test.after(() => closeAll(stack))
}

/** @param {Closing[]} stack */
async function closeAll(stack) {
  const errors = []
  for (let closing = stack.pop(); closing; closing = stack.pop()) {
    try {
      await closing()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, errors.join('\n'))
}
