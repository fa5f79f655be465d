// Written by hand for the type check: what is used of the package's own types, which name a bare module.
export const correction: { min: 0; L: 0; M: 1; Q: 2; H: 3; max: 3 };
export interface Bitmap2D {
  readonly size: number;
  get(x: number, y: number): boolean;
}
export function generate(data: string, options?: { minCorrectionLevel?: 0 | 1 | 2 | 3 }): Bitmap2D;
