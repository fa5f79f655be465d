// @ts-check
/** @type {import("../words.js").Words} */
export default {};
