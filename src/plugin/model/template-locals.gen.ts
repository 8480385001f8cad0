// Compiled from templates/ by `npm run templates`. Do not edit.
/** The names of parameters and variables in the templates. A declaration of such a name would be hidden by them. */
export const TEMPLATE_LOCALS: ReadonlySet<string> = new Set(["all","b","channel","context","d","defaults","e","end","i","k","ks","m","map","n","next","o","options","p","q","request","requests","size","t","v","vs","x"]);
