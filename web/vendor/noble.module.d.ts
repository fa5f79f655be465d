// Written by hand for the type check; the vendored file carries no types.
type Sha256 = (message: Uint8Array) => Uint8Array;
export const sha256: Sha256;
/** HKDF-Extract of RFC 5869. */
export function extract(hash: Sha256, ikm: Uint8Array, salt: Uint8Array): Uint8Array;
/** HKDF-Expand of RFC 5869. */
export function expand(hash: Sha256, prk: Uint8Array, info: Uint8Array, length: number): Uint8Array;
export const x25519: {
  /** The base point. */
  GuBytes: Uint8Array;
  /** Throws for a public key of low order. */
  getSharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array;
};
export const ed25519: {
  /** @param options.zip215 false: RFC 8032 and FIPS 186-5, no key of small order. Throws where a length is wrong. */
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array, options: { zip215: boolean }): boolean;
};
/** Throws on `decrypt` when the tag does not fit. */
export function chacha20poly1305(key: Uint8Array, nonce: Uint8Array, aad?: Uint8Array): {
  encrypt(plaintext: Uint8Array): Uint8Array;
  decrypt(ciphertext: Uint8Array): Uint8Array;
};
export function bytesToHex(bytes: Uint8Array): string;
/** Throws for anything that is not hexadecimal. */
export function hexToBytes(hex: string): Uint8Array;
export function concatBytes(...parts: Uint8Array[]): Uint8Array;
