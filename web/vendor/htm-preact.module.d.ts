// Written by hand for the type check; the vendored file carries no types.
export type VNode = any;
export function h(type: any, props?: any, ...children: any[]): VNode;
export function html(strings: TemplateStringsArray, ...values: any[]): VNode;
export function render(node: VNode, root: Element | DocumentFragment): void;
export class Component<P = any, S = any> {
  props: P;
  state: S;
  setState(next: Partial<S>): void;
  render(props: P, state: S): VNode;
}
export function createContext<T>(value: T): any;
export function useState<T>(initial: T | (() => T)): [T, (next: T | ((now: T) => T)) => void];
export function useReducer<S, A>(reducer: (state: S, action: A) => S, initial: S): [S, (action: A) => void];
export function useEffect(run: () => void | (() => void), on?: readonly any[]): void;
export function useLayoutEffect(run: () => void | (() => void), on?: readonly any[]): void;
export function useRef<T>(initial: T): { current: T };
export function useMemo<T>(make: () => T, on?: readonly any[]): T;
export function useCallback<T extends Function>(run: T, on?: readonly any[]): T;
export function useContext(context: any): any;
