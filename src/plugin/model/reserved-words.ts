import { TEMPLATE_LOCALS } from "./template-locals.gen.js";

/** Words that no declaration may be named, in JavaScript modules or as TypeScript types. */
const WORDS = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof var void while with yield " +
    "any as asserts bigint boolean infer intrinsic keyof never number object readonly string symbol undefined unique unknown " +
    "Infinity NaN exports globalThis module require"
  ).split(" "),
);

/**
 * A name for a declaration. Reserved words get a `$`, which no name of a .proto file contains; so do the names of the
 * variables in generated functions, which would hide the declaration.
 */
export function safeIdentifier(name: string): string {
  return WORDS.has(name) || TEMPLATE_LOCALS.has(name) ? `${name}$` : name;
}

/** What every object inherits. A property of such a name would seem to be set where it is not. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A name for the property of a message or the value of an enum. */
export function safeProperty(name: string): string {
  return INHERITED.has(name) ? `${name}$` : name;
}

/** A name for a method of a stub. A `then` would make the stub look like a promise to `await`. */
export function safeMethod(name: string): string {
  return name === "then" ? "then$" : safeProperty(name);
}
