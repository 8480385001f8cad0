import type { Tokenizer } from "./tokenizer.js";

/** Takes the value of a field that is not read, whatever its type: one with a reserved name. */
export function skipValue(tokens: Tokenizer, depth: number): void {
  if (!tokens.takeIf(":") && !tokens.is("{") && !tokens.is("<") && !tokens.is("[")) tokens.expect(":");
  if (!tokens.takeIf("[")) skipSingle(tokens, depth);
  else if (!tokens.takeIf("]")) {
    do skipSingle(tokens, depth);
    while (tokens.takeIf(","));
    tokens.expect("]");
  }
}

function skipSingle(tokens: Tokenizer, depth: number): void {
  if (tokens.takeIf("{")) skipFields(tokens, "}", depth - 1);
  else if (tokens.takeIf("<")) skipFields(tokens, ">", depth - 1);
  else if (tokens.token.kind === "string") while (tokens.token.kind === "string") tokens.take();
  else {
    tokens.takeIf("-");
    const { kind } = tokens.token;
    if (kind !== "name" && kind !== "number") throw tokens.error(`expected a value, got ${tokens.describe()}`);
    tokens.take();
  }
}

function skipFields(tokens: Tokenizer, close: string, depth: number): void {
  if (depth < 0) throw tokens.error("messages nest deeper than 100 levels; flatten them");
  while (!tokens.takeIf(close)) {
    if (tokens.is("[")) tokens.takeBracketed();
    else if (tokens.token.kind === "name") tokens.take();
    else throw tokens.error(`expected the name of a field, got ${tokens.describe()}`);
    skipValue(tokens, depth);
    if (!tokens.takeIf(",")) tokens.takeIf(";");
  }
}
