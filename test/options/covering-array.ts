/** What each option is set to; `undefined` leaves it out. */
export type Choice = Readonly<Record<string, string | undefined>>;

/**
 * Few choices that have every pair of values of two options between them, but for what `refused` says no choice may have. Greedy: each
 * choice begins with a pair that is missing, and takes for every other option the value with the most pairs that are missing. There is
 * no chance in it, so the choices change only with the options.
 */
export function coveringArray(
  options: ReadonlyMap<string, readonly (string | undefined)[]>,
  refused: readonly Choice[],
): Choice[] {
  const isAllowed = (choice: Choice): boolean => !refused.some((pair) => contains(choice, pair));
  const missing = new Map(
    allPairs(options)
      .filter(isAllowed)
      .map((pair) => [keyOf(pair), pair]),
  );
  const choices: Choice[] = [];
  for (const [, first] of missing) {
    let choice = first;
    for (const [name, values] of options) {
      if (name in choice) continue;
      const candidates = values.map((value) => ({ ...choice, [name]: value })).filter(isAllowed);
      const gain = (candidate: Choice): number =>
        pairsWith(candidate, name).filter((pair) => missing.has(keyOf(pair))).length;
      choice = candidates.reduce((best, candidate) => (gain(candidate) > gain(best) ? candidate : best));
    }
    for (const name of options.keys()) for (const pair of pairsWith(choice, name)) missing.delete(keyOf(pair));
    choices.push(choice);
  }
  return choices;
}

/** Every pair of values of two options. */
export function allPairs(options: ReadonlyMap<string, readonly (string | undefined)[]>): Choice[] {
  const entries = [...options];
  return entries.flatMap(([one, values], i) =>
    entries
      .slice(i + 1)
      .flatMap(([other, others]) =>
        values.flatMap((value) => others.map((otherValue) => ({ [one]: value, [other]: otherValue }))),
      ),
  );
}

/** Whether a choice sets what `part` sets. */
export function contains(choice: Choice, part: Choice): boolean {
  return Object.entries(part).every(([name, value]) => name in choice && choice[name] === value);
}

/** The pairs of a choice that one option is in. */
function pairsWith(choice: Choice, name: string): Choice[] {
  return Object.keys(choice)
    .filter((other) => other !== name)
    .map((other) => ({ [name]: choice[name], [other]: choice[other] }));
}

function keyOf(pair: Choice): string {
  return JSON.stringify(
    Object.entries(pair)
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
  );
}
