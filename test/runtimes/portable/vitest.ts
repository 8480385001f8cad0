/** What the tests use of vitest, from the parts that it is made of: they run on any platform. */

import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from "@vitest/expect";
import { getCurrentTest } from "@vitest/runner";
import { spyOn } from "@vitest/spy";

export { afterAll, beforeAll, describe, it, test } from "@vitest/runner";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

type Expect = typeof chai.expect & { extend(matchers: object): void };

function expectValue(value: unknown, message?: string): Chai.Assertion {
  const assertion = chai.expect(value, message);
  const current = getCurrentTest();
  return current === undefined
    ? assertion
    : (assertion as never as { withTest(t: object): typeof assertion }).withTest(current);
}

const globals = globalThis as unknown as { [name: symbol]: object };
export const expect: Expect = Object.assign(expectValue, chai.expect, globals[ASYMMETRIC_MATCHERS_OBJECT]) as never;
setState({ assertionCalls: 0 }, expect as never);
globals[GLOBAL_EXPECT] = expect;
(chai.expect as never as { extend(target: object, matchers: object): void }).extend(expect, customMatchers);

interface Stubs {
  readonly spyOn: typeof spyOn;
  stubGlobal(name: PropertyKey, value: unknown): void;
  unstubAllGlobals(): void;
}

const before = new Map<PropertyKey, PropertyDescriptor | undefined>();

export const vi: Stubs = {
  spyOn,
  stubGlobal(name: PropertyKey, value: unknown): void {
    if (!before.has(name)) before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  },
  unstubAllGlobals(): void {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
    before.clear();
  },
};
