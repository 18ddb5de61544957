// Types of htm-preact.js: only what the page uses.

export interface VNode {
  readonly type: unknown;
  readonly props: Record<string, unknown>;
  readonly key: unknown;
}
export type Child = VNode | VNode[] | string | number | bigint | boolean | null | undefined | Child[];
export interface Ref<T> {
  current: T;
}
type Update<S> = (next: S | ((before: S) => S)) => void;
type Effect = () => void | (() => void);
type Inputs = readonly unknown[];

export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
export function h(type: unknown, props: Record<string, unknown> | null, ...children: unknown[]): VNode;
export function render(tree: Child, parent: Element): void;

export class Component<P = Record<string, unknown>, S = Record<string, unknown>> {
  constructor(props?: P);
  props: P & { children?: Child };
  state: S;
  setState(state: Partial<S> | ((before: S) => Partial<S>), done?: () => void): void;
  forceUpdate(done?: () => void): void;
  render(props: P, state: S): Child;
  shouldComponentUpdate?(next: P, state: S): boolean;
  componentDidMount?(): void;
  componentWillUnmount?(): void;
  componentDidUpdate?(before: P, state: S): void;
  componentDidCatch?(error: unknown): void;
}

export function createContext<T>(value: T): { Provider: unknown; Consumer: unknown };
export function useContext<T>(context: { Provider: unknown; Consumer: unknown }): T;
export function useState<S>(first: S | (() => S)): [S, Update<S>];
export function useReducer<S, A>(reduce: (state: S, action: A) => S, first: S): [S, (action: A) => void];
export function useEffect(effect: Effect, inputs?: Inputs): void;
export function useLayoutEffect(effect: Effect, inputs?: Inputs): void;
export function useRef<T>(first: T): Ref<T>;
export function useRef<T>(first: T | null): Ref<T | null>;
export function useImperativeHandle<T>(ref: Ref<T>, make: () => T, inputs?: Inputs): void;
export function useMemo<T>(make: () => T, inputs: Inputs): T;
export function useCallback<F>(call: F, inputs: Inputs): F;
export function useDebugValue(value: unknown): void;
export function useErrorBoundary(caught?: (error: unknown) => void): [unknown, () => void];
