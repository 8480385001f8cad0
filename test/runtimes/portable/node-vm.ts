/** What the tests use of node:vm: the value of an expression in another realm. A browser has one in each frame. */
export function runInNewContext(expression: string): unknown {
  if (typeof document === "undefined") return process.getBuiltinModule("node:vm").runInNewContext(expression);
  const frame = document.body.appendChild(document.createElement("iframe"));
  return (frame.contentWindow as unknown as { eval(code: string): unknown }).eval(expression);
}
